import { expectedByNow, periodTargets, workingTimeOf } from './goal-target.ts';
import type { PassRateFigures } from './pass-rate.ts';
import { ratio } from './ratio.ts';
import type { ReportScope } from './report-scope.ts';
import type { Velocity } from './velocity.ts';

/** Both sides of the agreement: marketing promises MQLs, sales promises to decide them in time. */
export interface Scorecard {
  marketing: {
    /** MQLs promised for the period; null: no goal is set. */
    promised: number | null;
    delivered: number;
    expectedByNow: number | null;
    /** Of those delivered, the share accepted so far. */
    passRate: number | null;
    /** Null where nothing is promised, or nothing of it could be expected yet. */
    kept: boolean | null;
  };
  sales: {
    /** In words; null when several apply. */
    promise: string | null;
    withinSla: number;
    /** Decided or past due; the excused, the withdrawn and those not due yet are not judged. */
    judged: number;
    share: number | null;
    /** As in `velocity`: null where nothing can be judged. */
    kept: boolean | null;
  };
}

export async function scorecard(
  scope: ReportScope,
  { cohort }: Pick<PassRateFigures, 'cohort'>,
  { promise, withinSla, breached, kept }: Velocity,
): Promise<Scorecard> {
  const { target } = (await periodTargets(scope)).mqls;
  const expected = expectedByNow(target, workingTimeOf(scope));
  const delivered = cohort.mqls;
  const judged = withinSla + breached;
  return {
    marketing: {
      promised: target,
      delivered,
      expectedByNow: expected,
      passRate: cohort.passRate,
      kept: expected === null || expected === 0 ? null : delivered >= expected,
    },
    sales: { promise, withinSla, judged, share: ratio(withinSla, judged), kept },
  };
}
