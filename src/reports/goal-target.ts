import { addMonths, daysBetween, type LocalDate, startOfLocalDay } from '../lib/local-date.ts';
import { calendarOf, policyAt, workingMs } from '../sla/policy.ts';
import { type Goal, goalAt, listGoals } from '../team/goals.ts';
import { workingMsPerDay } from '../team/working-calendar.ts';
import { GOAL_METRICS, type GoalMetric } from '../vocabulary.ts';
import type { Period } from './period.ts';
import type { ReportScope } from './report-scope.ts';

/** How far a period has run, in milliseconds of working time. */
export interface WorkingTime {
  passed: number;
  all: number;
  /** One working day. */
  day: number;
  isOver: boolean;
}

/** What is promised for a period. */
export interface PeriodTarget {
  /** Null: no month of it has a goal. */
  target: number | null;
  /** Of the months that it touches, those with a goal. */
  monthsWithGoal: number;
}

export type PeriodTargets = Record<GoalMetric, PeriodTarget> & { months: number };

/** Counted by the calendar of the SLA policy that is in force as far as the period has run. */
export function workingTimeOf({ period, policies, endsAt }: ReportScope): WorkingTime {
  const policy = policyAt(policies, endsAt);
  return {
    passed: workingMs(policy, period.from, endsAt),
    all: workingMs(policy, period.from, period.to),
    day: workingMsPerDay(calendarOf(policy)),
    isOver: endsAt.getTime() === period.to.getTime(),
  };
}

/** The goals of the team: one source, campaign, reason or rep has none. */
export async function periodTargets(scope: ReportScope): Promise<PeriodTargets> {
  const isOfTeam = Object.values(scope.filters).every((filter) => filter === undefined);
  const goals = isOfTeam ? await listGoals(scope.ctx) : [];
  const policy = policyAt(scope.policies, scope.endsAt);
  const { timeZone } = scope.period;
  const worked = (fromOn: LocalDate, toOn: LocalDate) =>
    workingMs(policy, startOfLocalDay(fromOn, timeZone), startOfLocalDay(toOn, timeZone));
  const [mqls, sqls] = GOAL_METRICS.map((metric) => targetOf(goals, metric, scope.period, worked));
  return { mqls: mqls ?? NO_TARGET, sqls: sqls ?? NO_TARGET, months: monthsOf(scope.period).length };
}

const NO_TARGET: PeriodTarget = { target: null, monthsWithGoal: 0 };

/**
 * The sum of the goals of the period's months; one that it covers in part counts by the share of its working time, or of
 * its days where nobody works in it.
 */
export function targetOf(
  goals: readonly Goal[],
  metric: GoalMetric,
  period: Pick<Period, 'fromOn' | 'toOn'>,
  worked: (fromOn: LocalDate, toOn: LocalDate) => number,
): PeriodTarget {
  let sum = 0;
  let monthsWithGoal = 0;
  for (const month of monthsOf(period)) {
    const goal = goalAt(goals, metric, month.fromOn);
    if (goal === null) continue;
    monthsWithGoal += 1;
    const fromOn = month.fromOn > period.fromOn ? month.fromOn : period.fromOn;
    const toOn = month.toOn < period.toOn ? month.toOn : period.toOn;
    const isWhole = fromOn === month.fromOn && toOn === month.toOn;
    sum += isWhole ? goal : goal * shareOf({ fromOn, toOn }, month, worked);
  }
  return { target: monthsWithGoal === 0 ? null : sum, monthsWithGoal };
}

type Days = Pick<Period, 'fromOn' | 'toOn'>;

function shareOf(part: Days, month: Days, worked: (fromOn: LocalDate, toOn: LocalDate) => number): number {
  const all = worked(month.fromOn, month.toOn);
  if (all > 0) return worked(part.fromOn, part.toOn) / all;
  return daysBetween(part.fromOn, part.toOn) / daysBetween(month.fromOn, month.toOn);
}

/** The months that the period touches. */
function monthsOf({ fromOn, toOn }: Days): Days[] {
  const months: Days[] = [];
  for (let first = `${fromOn.slice(0, 7)}-01`; first < toOn; first = addMonths(first, 1)) {
    months.push({ fromOn: first, toOn: addMonths(first, 1) });
  }
  return months;
}

/** What of the target should be there by now; null where there is none, or where no time is worked in the period. */
export function expectedByNow(target: number | null, { passed, all, isOver }: WorkingTime): number | null {
  if (target === null) return null;
  if (isOver) return target;
  return all === 0 ? null : (target * passed) / all;
}
