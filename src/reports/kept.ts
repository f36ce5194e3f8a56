import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { invariant } from '../errors.ts';
import { elapsed } from '../sla/policy.ts';
import type { CohortCounts } from './cohort.ts';
import { instantParameter } from './instant-sql.ts';
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

/** The median share of the promise that was used, by key and (under `undefined`) in all, in each policy's own clock. */
export async function medianShares(
  scope: ReportScope,
  cohort: SQL,
): Promise<Map<string | null | undefined, number>> {
  const rows = await queryRows<{
    key: string | null;
    policyId: string;
    fromMs: number;
    toMs: number;
    dueMs: number;
  }>(
    scope.ctx.db,
    sql`with cohort as (${cohort})
        select key, policy_id as "policyId", extract(epoch from due_at)::float8 * 1000 as "dueMs", extract(epoch from clock_from)::float8 * 1000 as "fromMs",
          extract(epoch from coalesce(decided_at, ${instantParameter(scope.now)}))::float8 * 1000 as "toMs"
        from cohort where (decided or never) and not excused`,
  );
  const policies = new Map(scope.policies.map((policy) => [policy.policyId, policy]));
  const shares = rows.map(({ key, policyId, fromMs, toMs, dueMs }) => {
    const policy = policies.get(policyId);
    invariant(policy, `policy ${policyId} is stored`);
    // Whose own hours they were is not kept; by the wall clock the share is 1 at the deadline as well.
    if (policy.inHoldersTime) return { key, share: (toMs - fromMs) / Math.max(1, dueMs - fromMs) };
    const used = elapsed(policy, new Date(Math.round(fromMs)), new Date(Math.round(toMs)));
    return { key, share: used / (policy.minutesToDecide * MS_PER_MINUTE) };
  });
  const medians = new Map<string | null | undefined, number>([
    [undefined, medianOf(shares.map((one) => one.share))],
  ]);
  for (const [key, group] of Map.groupBy(shares, (one) => one.key)) {
    medians.set(key, medianOf(group.map((one) => one.share)));
  }
  return medians;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (low + high) / 2;
}
