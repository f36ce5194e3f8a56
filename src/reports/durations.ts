import { type SQL, sql } from 'drizzle-orm';
import { meanOf, quantileOf, type SortedSample, sampleOfBytes } from '../lib/sorted-samples.ts';
import { askByMonth } from './ask-by-month.ts';
import { type Groups, handoffKey } from './breakdown.ts';
import { changesAt, cohort } from './cohort.ts';
import { once } from './once.ts';
import type { ReportScope } from './report-scope.ts';

/** Percentiles are interpolated between neighbours; all null where nothing was measured. */
export interface Spread {
  mean: number | null;
  median: number | null;
  p90: number | null;
}

/** From the opening to the decision, in ms, over the decided. */
export interface Durations {
  decision: SortedSample[];
  working: SortedSample[];
  /** The policies that judged them, decided or not. */
  policyIds: ReadonlySet<string>;
}

export const NO_DURATIONS: Durations = { decision: [], working: [], policyIds: new Set() };

const MS_PER_HOUR = 3_600_000;

/** In the unit given, in ms; hours if none is. */
export function spreadOf(samples: readonly SortedSample[], unitMs = MS_PER_HOUR): Spread {
  return {
    mean: per(unitMs, meanOf(samples)),
    median: medianOf(samples, unitMs),
    p90: per(unitMs, quantileOf(samples, 0.9)),
  };
}

export function medianOf(samples: readonly SortedSample[], unitMs = MS_PER_HOUR): number | null {
  return per(unitMs, quantileOf(samples, 0.5));
}

interface DurationRow {
  part: number;
  key: string | null;
  decision: Uint8Array | null;
  working: Uint8Array | null;
  policyIds: string;
}

interface MonthDurations {
  decision: SortedSample;
  working: SortedSample;
  policyIds: readonly string[];
}

/** By the wall clock and in working time, for the cohort. */
export function decisionDurations(scope: ReportScope): Promise<Groups<Durations>> {
  return once(scope, 'decision durations', async () => {
    const months = await askByMonth<DurationRow, ReadonlyMap<string | null, MonthDurations>>(scope, {
      name: 'durations',
      statement: (narrowed, partOf) => sql`
        with timed as (
          select ${partOf(sql`opened_at`)} as part, key, policy_id, changes_at,
            case when decided then ${milliseconds(sql`decided_at - opened_at`)} end as calendar,
            case when decided then round(working_seconds * 1000) end as working
          from (${cohort(narrowed, handoffKey(narrowed, 'decider'))}) as cohort
        )
        select part, key, ${changesAt} as "changesAt", ${sampleOf(sql`calendar`)} as decision,
          ${sampleOf(sql`working`)} as working, string_agg(distinct policy_id::text, ' ') as "policyIds"
        from timed group by part, key`,
      cellOf: (rows) =>
        new Map(
          rows.map(({ key, decision, working, policyIds }) => [
            key,
            {
              decision: sampleOfBytes(decision),
              working: sampleOfBytes(working),
              policyIds: policyIds.split(' '),
            },
          ]),
        ),
      weigh: (cell) =>
        cell.values().reduce((sum, one) => sum + one.decision.length + one.working.length + 4, 0),
    });
    const byKey = new Map<string | null, Collected>();
    for (const { cell } of months) {
      for (const [key, ofKey] of cell) {
        const collected = byKey.get(key) ?? { decision: [], working: [], policyIds: new Set() };
        byKey.set(key, collected);
        collect(collected, ofKey);
      }
    }
    // Asked for itself: of hundreds of keys it would be thousands of samples.
    const total =
      scope.by === undefined
        ? (byKey.get(null) ?? NO_DURATIONS)
        : (await decisionDurations({ ...scope, by: undefined })).total;
    return { total, byKey };
  });
}

type Collected = Durations & { policyIds: Set<string> };

function collect(into: Collected, { decision, working, policyIds }: MonthDurations): void {
  into.decision.push(decision);
  into.working.push(working);
  for (const policyId of policyIds) into.policyIds.add(policyId);
}

export function milliseconds(interval: SQL): SQL {
  return sql`round(date_part('epoch', ${interval}) * 1000)`;
}

export function sampleOf(ms: SQL): SQL {
  return sql`string_agg(float8send(${ms}), ''::bytea)`;
}

function per(unitMs: number, ms: number | null): number | null {
  return ms === null ? null : ms / unitMs;
}
