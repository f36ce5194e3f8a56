import { calendarOf, policyAt, workingMs } from '../sla/policy.ts';
import { workingMsPerDay } from '../team/working-calendar.ts';
import { answerOf, at, type Row } from './breakdown.ts';
import { cohortCounts, NO_COUNTS } from './cohort.ts';
import { ratio } from './ratio.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';

interface GoalFigures {
  metric: 'mqls';
  /** Null: no goal is set, and what is measured against it is null too. */
  target: number | null;
  actual: number;
  expectedByNow: number | null;
  perWorkingDayNeeded: number | null;
  perWorkingDayActual: number | null;
  /** MQLs by the end of the period at the present pace; the actual ones once it is over. */
  forecast: number | null;
  workingDays: { passed: number; of: number };
}

export type Goal = GoalFigures & { rows?: Row<GoalFigures>[] };

export type GoalAnswer = ReportHeader<'goal'> & Goal;

/** How many MQLs the period has brought, and at what pace in working days of the SLA's calendar. */
export async function goal(scope: ReportScope): Promise<Goal> {
  const { period, policies, endsAt } = scope;
  const counts = await cohortCounts(scope);
  const policy = policyAt(policies, endsAt);
  const dayMs = workingMsPerDay(calendarOf(policy));
  const passed = workingMs(policy, period.from, endsAt) / dayMs;
  const all = workingMs(policy, period.from, period.to) / dayMs;
  const isOver = endsAt.getTime() === period.to.getTime();
  return answerOf(
    scope,
    [counts.byKey],
    (key): GoalFigures => {
      const actual = at(counts, key, NO_COUNTS).mqls;
      const pace = ratio(actual, passed);
      const forecast = pace === null ? null : Math.round(pace * all);
      return {
        metric: 'mqls',
        target: null,
        actual,
        expectedByNow: null,
        perWorkingDayNeeded: null,
        perWorkingDayActual: pace,
        forecast: isOver ? actual : forecast,
        workingDays: { passed, of: all },
      };
    },
    (figures) => figures.actual,
  );
}
