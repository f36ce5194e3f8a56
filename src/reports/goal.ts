import type { GoalMetric } from '../vocabulary.ts';
import { NONE, sqlCounts } from './accepted.ts';
import { answerOf, at, type Row } from './breakdown.ts';
import { cohortCounts, NO_COUNTS } from './cohort.ts';
import { type GoalNeed, goalNeed } from './goal-need.ts';
import { expectedByNow, periodTargets, type WorkingTime, workingTimeOf } from './goal-target.ts';
import { type CountRange, predictCount } from './predict-count.ts';
import { ratio } from './ratio.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';

export interface GoalFigures<Metric extends GoalMetric> {
  metric: Metric;
  /** For the period. Null: no goal is set, and what is measured against it is null too. Rows have none. */
  target: number | null;
  actual: number;
  expectedByNow: number | null;
  /** 0 once the target is reached, null where no working time is left. */
  perWorkingDayNeeded: number | null;
  perWorkingDayActual: number | null;
  /** How many there will be by the end of the period at the present pace; the actual ones once it is over. */
  forecast: number | null;
  /** Where that will lie 80 times of 100 (see `predictCount`); null before any working time has passed. */
  forecastRange: CountRange | null;
}

type Figures = GoalFigures<'mqls'> & {
  sqls: GoalFigures<'sqls'>;
  workingDays: { passed: number; of: number };
};

export type Goal = Figures & {
  /** How many of the period's months have a goal. */
  goalMonths: { mqls: number; sqls: number; of: number };
  /** Null without a goal of SQLs, and where no earlier cohort is mature. */
  need: GoalNeed | null;
  rows?: Row<Figures>[];
};

export type GoalAnswer = ReportHeader<'goal'> & Goal;

/** What the period has brought against what was promised, and at what pace in working days of the SLA's calendar. */
export async function goal(scope: ReportScope): Promise<Goal> {
  const time = workingTimeOf(scope);
  const targets = await periodTargets(scope);
  const mqls = await cohortCounts(scope);
  const sqls = await sqlCounts(scope);
  const answer = answerOf(
    scope,
    [mqls.byKey, sqls.byKey],
    (key): Figures => {
      const targetOf = (metric: GoalMetric) => (key === undefined ? targets[metric].target : null);
      return {
        ...goalFigures('mqls', at(mqls, key, NO_COUNTS).mqls, targetOf('mqls'), time),
        sqls: goalFigures('sqls', at(sqls, key, NONE).count, targetOf('sqls'), time),
        workingDays: { passed: time.passed / time.day, of: time.all / time.day },
      };
    },
    (figures) => figures.actual,
  );
  const { rows, ...total } = answer;
  const sqlTarget = total.sqls.target;
  return {
    ...total,
    goalMonths: {
      mqls: targets.mqls.monthsWithGoal,
      sqls: targets.sqls.monthsWithGoal,
      of: targets.months,
    },
    need: sqlTarget === null ? null : await goalNeed(scope, sqlTarget, total.forecast),
    ...(rows ? { rows } : {}),
  };
}

function goalFigures<Metric extends GoalMetric>(
  metric: Metric,
  actual: number,
  target: number | null,
  time: WorkingTime,
): GoalFigures<Metric> {
  const { passed, all, day, isOver } = time;
  const left = all - passed;
  const course = passed === 0 ? null : Math.round((actual * all) / passed);
  return {
    metric,
    target,
    actual,
    expectedByNow: expectedByNow(target, time),
    perWorkingDayNeeded: target === null ? null : neededPerDay(target - actual, left / day),
    perWorkingDayActual: ratio(actual, passed / day),
    forecast: isOver ? actual : course,
    forecastRange: predictCount(actual, passed, isOver ? 0 : left),
  };
}

function neededPerDay(missing: number, daysLeft: number): number | null {
  if (missing <= 0) return 0;
  return ratio(missing, daysLeft);
}
