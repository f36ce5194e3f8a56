import { sql } from 'drizzle-orm';
import { askByMonth } from './ask-by-month.ts';
import { compareKeys, handoffKey } from './breakdown.ts';
import { cohort } from './cohort.ts';
import { ratio } from './ratio.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';

export interface ReasonRow {
  /** Null where no reason was given. */
  key: string | null;
  /** What a rep picks from; null for a reason that is no longer, or never was, on the list. */
  label: string | null;
  count: number;
  /** Of those turned down beside it. */
  share: number | null;
}

/** Why the MQLs of one source, campaign or rep were turned down. */
export interface ReasonsOfKey {
  key: string | null;
  label: null;
  count: number;
  /** Of all that were turned down. */
  share: number | null;
  /** MQLs handed over, and the share of them that was turned down. */
  mqls: number;
  turnedDownShare: number | null;
  /** The most frequent ones; shares are of the row's count. */
  reasons: ReasonRow[];
}

export interface Reasons {
  /** Handoffs opened in the period that were rejected or recycled. */
  turnedDown: number;
  /** Most frequent first. */
  rows: ReasonRow[] | ReasonsOfKey[];
}

export type ReasonsAnswer = ReportHeader<'reasons'> & Reasons;

/** Whether the rows are about where the MQLs came from, and not about the reasons themselves. */
export function isByKey(rows: Reasons['rows']): rows is ReasonsOfKey[] {
  return rows.some((row) => 'reasons' in row);
}

const TOP_REASONS = 3;

interface Counted {
  key: string | null;
  reason: string | null;
  mqls: number;
  count: number;
}

/** Why the MQLs handed over in the period were turned down, in all or by where they came from. */
export async function reasons(given: ReportScope): Promise<Reasons> {
  const scope: ReportScope = given.by === 'reason' ? { ...given, by: undefined } : given;
  const counted = await count(scope);
  const turnedDown = sumOf(counted);
  if (scope.by === undefined) return { turnedDown, rows: reasonRows(scope, counted) };
  const rows = [...Map.groupBy(counted, ({ key }) => key)].map(([key, ofKey]): ReasonsOfKey => {
    const ofRow = sumOf(ofKey);
    const mqls = ofKey.reduce((sum, one) => sum + one.mqls, 0);
    return {
      ...{ key, label: null, count: ofRow, share: ratio(ofRow, turnedDown) },
      ...{ mqls, turnedDownShare: ratio(ofRow, mqls) },
      reasons: reasonRows(scope, ofKey).slice(0, TOP_REASONS),
    };
  });
  const named = rows.filter((row) => row.count > 0);
  return { turnedDown, rows: named.sort((a, b) => b.count - a.count || compareKeys(a.key, b.key)) };
}

/** One row for each key and reason, `mqls` being those decided otherwise, or not yet, as well. */
async function count(scope: ReportScope): Promise<Counted[]> {
  const months = await askByMonth<Counted & { part: number }, Counted[]>(scope, {
    name: 'reasons',
    statement: (narrowed, partOf) => sql`
      select part, key, case when turned_down then nullif(btrim(reason), '') end as reason, count(*)::int as mqls,
        (count(*) filter (where turned_down))::int as count
      from (
        select key, reason, state in ('rejected', 'recycled') as turned_down, ${partOf(sql`opened_at`)} as part
        from (${cohort(narrowed, handoffKey(narrowed, 'decider'))}) as cohort
      ) as judged group by part, key, 3, turned_down`,
    cellOf: (rows) => [...rows],
    weigh: (cell) => cell.length * 4,
  });
  const sums = new Map<string, Counted>();
  for (const { key, reason, mqls, count: times } of months.flatMap(({ cell }) => cell)) {
    const name = JSON.stringify([key, reason]);
    const sum = sums.get(name) ?? { key, reason, mqls: 0, count: 0 };
    sums.set(name, { key, reason, mqls: sum.mqls + mqls, count: sum.count + times });
  }
  return [...sums.values()];
}

function reasonRows({ workspace }: ReportScope, counted: readonly Counted[]): ReasonRow[] {
  const labels = new Map(workspace.rejectionReasons.map((reason) => [reason.key, reason.label]));
  const all = sumOf(counted);
  return counted
    .filter(({ count: times }) => times > 0)
    .map(({ reason, count: times }) => ({
      key: reason,
      label: (reason !== null && labels.get(reason)) || null,
      count: times,
      share: ratio(times, all),
    }))
    .sort((a, b) => b.count - a.count || compareKeys(a.key, b.key));
}

function sumOf(counted: readonly Counted[]): number {
  return counted.reduce((sum, one) => sum + one.count, 0);
}
