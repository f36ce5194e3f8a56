import { policiesAt, type SlaPolicy } from '../sla/policy.ts';
import { answerOf, at, type Groups, type Row } from './breakdown.ts';
import { type CohortCounts, cohortCounts, NO_COUNTS } from './cohort.ts';
import { type Durations, decisionDurations, NO_DURATIONS, type Spread, spreadOf } from './durations.ts';
import { isKept, isTied, medianShares } from './kept.ts';
import { leadToMql } from './lead-days.ts';
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

const MS_PER_DAY = 86_400_000;

/** How long the handoffs opened in the period took to be decided, against the promise. */
export async function velocity(scope: ReportScope): Promise<Velocity> {
  const counts = await cohortCounts(scope);
  const durations = await decisionDurations(scope);
  const leads = await leadToMql(scope);
  const shares = await medianShares(scope, tiedKeys(counts));
  return answerOf(
    scope,
    [counts.byKey, durations.byKey],
    (key) => {
      const ofKey = at(counts, key, NO_COUNTS);
      return velocityFigures(
        ofKey,
        at(durations, key, NO_DURATIONS),
        spreadOf(at(leads, key, []), MS_PER_DAY),
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
  leadToMqlDays: Spread,
  policy: SlaPolicy | undefined,
  kept: boolean | null,
): VelocityFigures {
  const { handoffs, late, never, excused } = counts;
  return {
    handoffs,
    decided: counts.decided,
    decisionHours: spreadOf(times.decision),
    workingHours: spreadOf(times.working),
    slaHours: policy ? promisedHours(policy) : null,
    promise: policy ? promiseText(policy) : null,
    withinSla: counts.withinSla,
    breached: late + never,
    late,
    never,
    excused,
    kept,
    leadToMqlDays,
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

/** Where exactly half were late; `undefined` is the whole. */
function tiedKeys({ total, byKey }: Groups<CohortCounts>): (string | null | undefined)[] {
  const tied: (string | null | undefined)[] = isTied(total) ? [undefined] : [];
  return [...tied, ...[...byKey].filter(([, counts]) => isTied(counts)).map(([key]) => key)];
}

/**
 * The one policy that judged them all, or one that promises the same; where there was none to judge, the same of the list
 * in force.
 */
function policyOf(scope: ReportScope, { policyIds }: Durations): SlaPolicy | undefined {
  const judging = scope.policies.filter((policy) => policyIds.has(policy.policyId));
  const [first, ...others] = judging.length > 0 ? judging : policiesAt(scope.policies, scope.endsAt);
  const isSame = (other: SlaPolicy) =>
    other.minutesToDecide === first?.minutesToDecide && other.inWorkingTime === first.inWorkingTime;
  return first && others.every(isSame) ? first : undefined;
}
