import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { daysBetween, type LocalDate, startOfLocalDay } from '../lib/local-date.ts';
import { acceptedHandoffs } from './accepted.ts';
import { handoffKey } from './breakdown.ts';
import { type CalendarUnit, type DaySpan, unitAround } from './calendar-units.ts';
import { cohort } from './cohort.ts';
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
  return ctx.db.transaction(
    async (tx) => trendOf(await openScope({ ...ctx, db: tx }, { ...request, by: undefined })),
    { isolationLevel: 'repeatable read' },
  );
}

export async function trendOf(given: ReportScope): Promise<Trend | null> {
  const { fromOn, toOn } = given.period;
  if (daysBetween(fromOn, toOn) <= LONGEST_MONTH) return null;
  const scope: ReportScope = { ...given, by: undefined };
  const { unit, spans } = stepsOf(scope);
  if (spans.length < 2) return null;
  const rows = await queryRows<Counts & { step: number }>(scope.ctx.db, countSteps(scope, spans));
  const byStep = new Map(rows.map(({ step, ...counts }) => [step, counts]));
  const points = spans.map(({ label, from, to }, index) => {
    const counts = byStep.get(index + 1) ?? NOTHING;
    return {
      ...{ label, from: from.toISOString(), to: to.toISOString() },
      ...counts,
      passRate: ratio(counts.accepted, counts.mqls),
    };
  });
  return { unit, points };
}

type Counts = Pick<TrendPoint, 'mqls' | 'accepted' | 'waste' | 'sqls'>;
const NOTHING: Counts = { mqls: 0, accepted: 0, waste: 0, sqls: 0 };

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

/** One pass over each index range, whatever the number of steps. The last step takes what is not yet over. */
function countSteps(scope: ReportScope, steps: readonly Step[]): SQL {
  const starts = sql`${`{${steps.map(({ from }) => `"${from.toISOString()}"`).join(',')}}`}::timestamptz[]`;
  const stepOf = (column: SQL) => sql`width_bucket(${column}, ${starts})`;
  const decider = handoffKey(scope, 'decider');
  // Only where one rep is asked for does it matter whose the waste is.
  const isOneRep = scope.filters.rep !== undefined;
  const wasted = sql`count(*) filter (where late or never)`;
  const held = sql`
    union all
    select ${stepOf(sql`opened_at`)}, 0, 0, ${wasted}, 0
    from (${cohort(scope, handoffKey(scope, 'holder'))}) as held group by 1`;
  return sql`
    select step, sum(mqls)::int as mqls, sum(accepted)::int as accepted, sum(waste)::int as waste, sum(sqls)::int as sqls
    from (
      select ${stepOf(sql`opened_at`)} as step, count(*) as mqls, count(*) filter (where state = 'accepted') as accepted,
        ${isOneRep ? sql`0` : wasted} as waste, 0 as sqls
      from (${cohort(scope, decider)}) as opened group by 1
      ${isOneRep ? held : sql``}
      union all
      select ${stepOf(sql`decided_at`)}, 0, 0, 0, count(*)
      from (${acceptedHandoffs(scope, decider)}) as accepted group by 1
    ) as counted
    where step >= 1
    group by step`;
}
