import { type SQL, sql } from 'drizzle-orm';
import { invariant } from '../errors.ts';
import { elapsed } from '../sla/policy.ts';
import { askByMonth } from './ask-by-month.ts';
import { handoffKey } from './breakdown.ts';
import { type CohortCounts, cohort } from './cohort.ts';
import type { ReportScope } from './report-scope.ts';

type Judged = Pick<CohortCounts, 'withinSla' | 'decidedLate' | 'never'>;

// Six decided at once and four never is not a promise kept, although the median of the ten is short.
const MOST_NEVER_DECIDED = 1 / 3;
const MS_PER_MINUTE = 60_000;

/**
 * Whether the promise was kept: the median over decided and overdue handoffs, these with their age so far, lies within
 * it, and at most a third of them are overdue. Null where none is decided or overdue. `medianShare` is asked for only
 * where exactly half were late, since only then the values beside the median decide.
 */
export function isKept(judged: Judged, medianShare: () => number | undefined): boolean | null {
  const late = judged.decidedLate + judged.never;
  const total = judged.withinSla + late;
  if (total === 0) return null;
  if (judged.never / total > MOST_NEVER_DECIDED) return false;
  if (judged.withinSla !== late) return judged.withinSla > late;
  return (medianShare() ?? Number.POSITIVE_INFINITY) <= 1;
}

export function isTied({ withinSla, decidedLate, never }: Judged): boolean {
  return withinSla > 0 && withinSla === decidedLate + never;
}

interface JudgedRow {
  part: number;
  key: string | null;
  isJudged: boolean;
  policyId: string;
  fromMs: number;
  /** Null: not decided yet. */
  toMs: number | null;
  dueMs: number;
  changesAt: number | null;
}

/** What was used of the promise, in ms of each policy's own clock, divided by it; while it is open that grows. */
interface Used {
  key: string | null;
  shareAt: (now: Date) => number;
}

/**
 * The median share of the promise that was used, in each policy's own clock, for the keys given, of which `undefined` is
 * the whole.
 */
export async function medianShares(
  scope: ReportScope,
  keys: readonly (string | null | undefined)[],
): Promise<Map<string | null | undefined, number>> {
  if (keys.length === 0) return new Map();
  const wanted = keys.includes(undefined) ? null : JSON.stringify(keys);
  const ofKeys = sql`and coalesce(to_json(key)::text, 'null') in (
    select value::text from json_array_elements(${wanted}::json))`;
  const months = await askByMonth<JudgedRow, Used[]>(scope, {
    name: `shares of ${wanted}`,
    statement: (narrowed, partOf) => sql`
      select * from (
        select ${partOf(sql`opened_at`)} as part, key, policy_id as "policyId", (decided or never) and not excused as "isJudged",
          ${epochMs(sql`clock_from`)} as "fromMs", ${epochMs(sql`decided_at`)} as "toMs", ${epochMs(sql`due_at`)} as "dueMs",
          ${epochMs(sql`changes_at`)} as "changesAt"
        from (${cohort(narrowed, handoffKey(narrowed, 'decider'))}) as cohort
      ) as judged where ("isJudged" or "changesAt" is not null) ${wanted === null ? sql`` : ofKeys}`,
    cellOf: (rows) =>
      rows.filter(({ isJudged }) => isJudged).map((row) => ({ key: row.key, shareAt: shareOf(scope, row) })),
    weigh: (cell) => cell.length * 8,
  });
  const shares = months
    .flatMap(({ cell }) => cell)
    .map(({ key, shareAt }) => ({ key, share: shareAt(scope.now) }));
  const byKey = Map.groupBy(shares, ({ key }) => key);
  const ofKey = (key: string | null | undefined) => (key === undefined ? shares : (byKey.get(key) ?? []));
  return new Map(keys.map((key) => [key, medianOf(ofKey(key).map(({ share }) => share))]));
}

function shareOf({ policies }: ReportScope, row: JudgedRow): Used['shareAt'] {
  const policy = policies.find(({ policyId }) => policyId === row.policyId);
  invariant(policy, `policy ${row.policyId} is stored`);
  const { fromMs, toMs, dueMs } = row;
  const shareUpTo = (ms: number) => {
    // Whose own hours they were is not kept; by the wall clock the share is 1 at the deadline as well.
    if (policy.inHoldersTime) return (ms - fromMs) / Math.max(1, dueMs - fromMs);
    const used = elapsed(policy, new Date(Math.round(fromMs)), new Date(Math.round(ms)));
    return used / (policy.minutesToDecide * MS_PER_MINUTE);
  };
  if (toMs === null) return (now) => shareUpTo(now.getTime());
  const share = shareUpTo(toMs);
  return () => share;
}

function epochMs(instant: SQL): SQL {
  return sql`date_part('epoch', ${instant})::float8 * 1000`;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (low + high) / 2;
}
