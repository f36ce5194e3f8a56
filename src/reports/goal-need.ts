import { sql } from 'drizzle-orm';
import { handoffs, leads } from '../db/schema.ts';
import { cohortCounts } from './cohort.ts';
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
  let { period } = scope;
  for (let back = 0; back < MOST_PERIODS_BACK; back += 1) {
    period = previousPeriod(period);
    const earlier: ReportScope = { ...scope, ...(await relationsFor(scope, period)), period, by: undefined };
    const { mqls, accepted, open } = (await cohortCounts(earlier)).total;
    if (mqls > 0 && open <= MOST_OPEN * mqls) return { period, mqls, accepted };
  }
  return undefined;
}

async function relationsFor({ ctx, cut, policies }: ReportScope, { from, to }: Period) {
  const isCut = (cut.occurredBefore ?? cut.recordedBefore) !== undefined;
  if (!isCut) return { handoffs: sql`${handoffs}`, leads: sql`${leads}`, isFolded: false };
  const folding = { cut, policies, keepsPromises: true, from, to, into: 'earlier' } as const;
  return { ...(await foldAnew(ctx, folding)), isFolded: true };
}
