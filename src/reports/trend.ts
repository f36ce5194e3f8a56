import type { Context } from '../context.ts';
import { daysBetween, type LocalDate, startOfLocalDay } from '../lib/local-date.ts';
import { NONE, sqlsByMonth } from './accepted.ts';
import { type CalendarUnit, type DaySpan, unitAround } from './calendar-units.ts';
import { cohortByMonth, NO_COUNTS } from './cohort.ts';
import { addUp } from './count-by-month.ts';
import { monthMemoOf } from './month-memo.ts';
import { ratio } from './ratio.ts';
import type { ReportRequest } from './report-request.ts';
import { openScope, type ReportScope } from './report-scope.ts';

/** What one month, quarter or year of the period brought. */
interface TrendPoint {
  label: string;
  /** Clipped to the period, and to how far it has run. */
  from: string;
  to: string;
  /** Handoffs opened; of these, how many were accepted so far, and how many were late or are still undecided. */
  mqls: number;
  accepted: number;
  waste: number;
  /** Handoffs accepted, by the date of the decision. */
  sqls: number;
  /** `accepted ÷ mqls`, as in the cohort. */
  passRate: number | null;
}

export interface Trend {
  unit: CalendarUnit;
  points: TrendPoint[];
}

/** The units tried, the finest first: a chart holds so many points. */
const UNITS = ['month', 'quarter', 'year'] as const satisfies readonly CalendarUnit[];
const MOST_POINTS = 20;
const LONGEST_MONTH = 31;

/**
 * MQLs, SQLs and waste by month, in local months of the period's zone; by quarter or year where there are too many.
 * Null for periods of up to a month. The figures add up to those of the period's reports.
 */
export function trend(ctx: Context, request: ReportRequest): Promise<Trend | null> {
  const memo = monthMemoOf(ctx.db);
  return ctx.db.transaction(
    async (tx) => trendOf(await openScope({ ...ctx, db: tx }, { ...request, by: undefined }, memo)),
    { isolationLevel: 'repeatable read' },
  );
}

export async function trendOf(given: ReportScope): Promise<Trend | null> {
  const { fromOn, toOn } = given.period;
  if (daysBetween(fromOn, toOn) <= LONGEST_MONTH) return null;
  const scope: ReportScope = { ...given, by: undefined };
  const { unit, spans } = stepsOf(scope);
  if (spans.length < 2) return null;
  const opened = await cohortByMonth(scope);
  const accepted = await sqlsByMonth(scope);
  const points = spans.map(({ label, from, to }, index) => {
    const until = spans[index + 1]?.from;
    // The last one takes what is not yet over.
    const isWithin = (month: { from: Date }) => month.from >= from && (!until || month.from < until);
    const counts = addUp(opened.filter(isWithin), NO_COUNTS).total;
    const sqls = addUp(accepted.filter(isWithin), NONE).total.count;
    return {
      ...{ label, from: from.toISOString(), to: to.toISOString() },
      ...{ mqls: counts.mqls, accepted: counts.accepted, waste: counts.late + counts.never, sqls },
      passRate: ratio(counts.accepted, counts.mqls),
    };
  });
  return { unit, points };
}

interface Step {
  label: string;
  from: Date;
  to: Date;
}

/** The boundaries are those of the reports: a month begins where a report about that month begins, whatever clocks do. */
function stepsOf({ period, endsOn, endsAt, workspace }: ReportScope): { unit: CalendarUnit; spans: Step[] } {
  const of = (unit: CalendarUnit) => spansWithin(unit, period.fromOn, endsOn, workspace.fiscalYearStart);
  const unit = UNITS.find((one) => of(one).length <= MOST_POINTS) ?? 'year';
  const spans = of(unit).slice(-MOST_POINTS);
  const latest = (a: LocalDate, b: LocalDate) => (a > b ? a : b);
  return {
    unit,
    spans: spans.map(({ label, fromOn }, index) => {
      const next = spans[index + 1];
      return {
        label: label.replace(/ \(.*\)$/, ''),
        from: startOfLocalDay(latest(fromOn, period.fromOn), period.timeZone),
        to: next ? startOfLocalDay(next.fromOn, period.timeZone) : endsAt,
      };
    }),
  };
}

function spansWithin(unit: CalendarUnit, fromOn: LocalDate, toOn: LocalDate, yearStart: number): DaySpan[] {
  const spans: DaySpan[] = [];
  for (let on = fromOn; on < toOn; ) {
    const span = unitAround(unit, on, yearStart);
    spans.push(span);
    on = span.toOn;
  }
  return spans;
}
