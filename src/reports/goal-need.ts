import { sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { handoffs, leads } from '../db/schema.ts';
import { handoffKey } from './breakdown.ts';
import { cohort } from './cohort.ts';
import { foldAnew } from './fold-anew.ts';
import { type Period, previousPeriod } from './period.ts';
import type { ReportScope } from './report-scope.ts';

/** How many MQLs a goal of SQLs takes. */
export interface GoalNeed {
  sqlTarget: number;
  /** The pass rate of the cohort, which is the last mature one, of so many MQLs. */
  rate: number;
  sample: number;
  /** The label of its period. */
  cohort: string;
  /** Null where none of the cohort was accepted. */
  mqlsNeeded: number | null;
  /** MQLs by the end of the period at the present pace; null before any working time has passed. */
  onCourseFor: number | null;
  /** Of those needed, how many are more than that; 0 where they suffice. */
  more: number | null;
}

const MOST_PERIODS_BACK = 8;
const MOST_OPEN = 0.05;

/**
 * The MQLs that a goal of SQLs takes, by the pass rate of the most recent earlier period of the same length of whose MQLs
 * at most 5 % are still open. Null where none of the last eight is so.
 */
export async function goalNeed(
  scope: ReportScope,
  sqlTarget: number,
  onCourseFor: number | null,
): Promise<GoalNeed | null> {
  const mature = await lastMature(scope);
  if (!mature) return null;
  const { accepted, mqls, period } = mature;
  const rate = accepted / mqls;
  const mqlsNeeded = accepted === 0 ? null : Math.ceil((sqlTarget * mqls) / accepted);
  const isKnown = mqlsNeeded !== null && onCourseFor !== null;
  const more = isKnown ? Math.max(0, mqlsNeeded - onCourseFor) : null;
  return { sqlTarget, rate, sample: mqls, cohort: period.label, mqlsNeeded, onCourseFor, more };
}

interface Cohort {
  period: Period;
  mqls: number;
  accepted: number;
}

async function lastMature(scope: ReportScope): Promise<Cohort | undefined> {
  const periods: Period[] = [];
  let earlier = scope.period;
  for (let back = 0; back < MOST_PERIODS_BACK; back += 1) {
    earlier = previousPeriod(earlier);
    periods.push(earlier);
  }
  // A cut is folded period by period, since the first is usually mature; what is stored is counted in one statement.
  const groups = isCut(scope) ? periods.map((period) => [period]) : [periods];
  for (const group of groups) {
    const mature = (await countCohorts(scope, group)).find(
      ({ mqls, open }) => mqls > 0 && open <= MOST_OPEN * mqls,
    );
    if (mature) return mature;
  }
  return undefined;
}

async function countCohorts(
  scope: ReportScope,
  periods: readonly Period[],
): Promise<(Cohort & { open: number })[]> {
  const relations = await relationsFor(scope, periods);
  const counts = periods.map((period, index) => {
    const earlier: ReportScope = { ...scope, ...relations, period, by: undefined };
    return sql`
      select ${index}::int as index, count(*)::int as mqls, (count(*) filter (where state = 'accepted'))::int as accepted,
        (count(*) filter (where state = 'open'))::int as open
      from (${cohort(earlier, handoffKey(earlier, 'decider'))}) as opened`;
  });
  const rows = await queryRows<{ index: number; mqls: number; accepted: number; open: number }>(
    scope.ctx.db,
    sql`${sql.join(counts, sql` union all `)} order by index`,
  );
  return rows.flatMap(({ index, ...count }) => {
    const period = periods[index];
    return period ? [{ period, ...count }] : [];
  });
}

async function relationsFor(scope: ReportScope, periods: readonly Period[]) {
  const [first] = periods;
  if (!first || !isCut(scope)) return { handoffs: sql`${handoffs}`, leads: sql`${leads}` };
  const { ctx, cut, policies } = scope;
  const { from, to } = first;
  return foldAnew(ctx, { cut, policies, keepsPromises: true, from, to, into: 'earlier' });
}

function isCut({ cut }: ReportScope): boolean {
  return (cut.occurredBefore ?? cut.recordedBefore) !== undefined;
}
