import { policiesAt, type SlaPolicy } from '../sla/policy.ts';
import { answerOf, at, type Groups, handoffKey, type Row } from './breakdown.ts';
import { type CohortCounts, cohort, cohortCounts, NO_COUNTS } from './cohort.ts';
import { type Durations, decisionDurations, leadToMqlDays, NO_DURATIONS, type Spread } from './durations.ts';
import { isKept, isTied, medianShares } from './kept.ts';
import { ratio } from './ratio.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';
import { promisedHours, promiseText } from './sla-promise.ts';

interface WithinHour {
  withinHour: number;
  share: number | null;
}

interface VelocityFigures {
  handoffs: number;
  decided: number;
  decisionHours: Spread;
  workingHours: Spread;
  /** In the clock of the policy; null when several promises apply. */
  slaHours: number | null;
  /** The promise in words; null when several apply. */
  promise: string | null;
  withinSla: number;
  breached: number;
  /** The parts of `breached`: decided after due, and still undecided. */
  late: number;
  never: number;
  /** Breaches that a manager excused: neither breached nor within the SLA. */
  excused: number;
  kept: boolean | null;
  leadToMqlDays: Spread;
  firstResponse: WithinHour;
  contacted: WithinHour;
}

export type Velocity = VelocityFigures & { rows?: Row<VelocityFigures>[] };

export type VelocityAnswer = ReportHeader<'velocity'> & Velocity;

const NO_SPREAD: Spread = { mean: null, median: null, p90: null };

/** How long the handoffs opened in the period took to be decided, against the promise. */
export async function velocity(scope: ReportScope): Promise<Velocity> {
  const counts = await cohortCounts(scope);
  const durations = await decisionDurations(scope);
  const leadDays = await leadToMqlDays(scope);
  const shares = hasTie(counts)
    ? await medianShares(scope, cohort(scope, handoffKey(scope, 'decider')))
    : new Map<string | null | undefined, number>();
  return answerOf(
    scope,
    [counts.byKey, durations.byKey],
    (key) => {
      const ofKey = at(counts, key, NO_COUNTS);
      return velocityFigures(
        ofKey,
        at(durations, key, NO_DURATIONS),
        at(leadDays, key, NO_SPREAD),
        policyOf(scope, at(durations, key, NO_DURATIONS)),
        isKept(ofKey, () => shares.get(key)),
      );
    },
    (figures) => figures.handoffs,
  );
}

function velocityFigures(
  counts: CohortCounts,
  times: Durations,
  leadDays: Spread,
  policy: SlaPolicy | undefined,
  kept: boolean | null,
): VelocityFigures {
  const { handoffs, late, never, excused } = counts;
  return {
    handoffs,
    decided: counts.decided,
    decisionHours: { mean: times.decisionMean, median: times.decisionMedian, p90: times.decisionP90 },
    workingHours: { mean: times.workingMean, median: times.workingMedian, p90: times.workingP90 },
    slaHours: policy ? promisedHours(policy) : null,
    promise: policy ? promiseText(policy) : null,
    withinSla: counts.withinSla,
    breached: late + never,
    late,
    never,
    excused,
    kept,
    leadToMqlDays: { mean: leadDays.mean, median: leadDays.median, p90: leadDays.p90 },
    firstResponse: {
      withinHour: counts.decidedWithinHour,
      share: ratio(counts.decidedWithinHour, handoffs),
    },
    contacted: {
      withinHour: counts.contactedWithinHour,
      share: ratio(counts.contactedWithinHour, handoffs),
    },
  };
}

function hasTie(counts: Groups<CohortCounts>): boolean {
  return isTied(counts.total) || counts.byKey.values().some(isTied);
}

/**
 * The one policy that judged them all, or one that promises the same; where there was none to judge, the same of the list
 * in force.
 */
function policyOf(scope: ReportScope, { policyIds }: Durations): SlaPolicy | undefined {
  const ids = policyIds?.split(' ') ?? [];
  const judging = scope.policies.filter((policy) => ids.includes(policy.policyId));
  const [first, ...others] = judging.length > 0 ? judging : policiesAt(scope.policies, scope.endsAt);
  const isSame = (other: SlaPolicy) =>
    other.minutesToDecide === first?.minutesToDecide && other.inWorkingTime === first.inWorkingTime;
  return first && others.every(isSame) ? first : undefined;
}
