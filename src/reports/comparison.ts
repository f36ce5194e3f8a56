import { type SQL, sql } from 'drizzle-orm';
import { perUnit, toCents } from '../lib/money.ts';
import { sqlCounts } from './accepted.ts';
import { cohortCounts } from './cohort.ts';
import { type AgedPeriod, comparedPeriods } from './compared-periods.ts';
import { decisionDurations, medianOf } from './durations.ts';
import { hasNoSpend } from './filters.ts';
import { foldAnew } from './fold-anew.ts';
import { instantParameter } from './instant-sql.ts';
import { ratio } from './ratio.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportName } from './report-request.ts';
import type { ReportScope } from './report-scope.ts';
import { spendBetween } from './spend-between.ts';

/** What is compared, by the formulas of the reports. */
interface Headline {
  mqls: number;
  accepted: number;
  /** Of the cohort. */
  passRate: number | null;
  sqls: number;
  turnedDown: number;
  waste: number;
  wasteShare: number | null;
  withinSla: number;
  /** Handoffs decided or overdue, excused ones left out. */
  judged: number;
  withinSlaShare: number | null;
  /** In `velocity`. */
  medianDecisionHours?: number | null;
  /** In `cost`, and where the report shows money: the simple figure. */
  spend?: string;
  costPerSql?: string | null;
}

/** Another period, of which only what had happened by `asOf` counts. */
export type Compared = Pick<ReportHeader<ReportName>, 'period' | 'asOf'> & Headline;

/** Null where there is no data. */
export interface Comparison {
  previous: Compared | null;
  yearAgo: Compared | null;
}

const WITH_MONEY: ReadonlySet<ReportName> = new Set(['cost', 'summary']);

/** The period before and the one of a year ago at the same age. The number of statements does not depend on the data. */
export async function comparison(report: ReportName, scope: ReportScope): Promise<Comparison> {
  const { previous, yearAgo } = comparedPeriods(scope.period, scope.now);
  return {
    previous: await headline(report, await scopeAt(scope, previous, 'previous')),
    yearAgo: await headline(report, await scopeAt(scope, yearAgo, 'year_ago')),
  };
}

async function scopeAt(
  scope: ReportScope,
  { period, cutAt, endsOn }: AgedPeriod,
  into: 'previous' | 'year_ago',
): Promise<ReportScope> {
  const { ctx, policies, keepsPromises } = scope;
  const cut = { ...scope.cut, occurredBefore: cutAt };
  const { from, to } = period;
  const relations = scope.isFolded
    ? await foldAnew(ctx, { cut, policies, keepsPromises, from, to, into })
    : { handoffs: handoffsAt(scope, cutAt), leads: scope.leads };
  const endsAt = new Date(Math.max(from.getTime(), Math.min(to.getTime(), cutAt.getTime())));
  const agedAt = scope.isFolded ? undefined : cutAt;
  return { ...scope, ...relations, agedAt, period, now: cutAt, endsAt, endsOn, by: undefined };
}

/** The handoffs as they stood at an instant, by what is known of them today. `decided_at` tells also of later decisions. */
function handoffsAt({ ctx, handoffs }: ReportScope, cutAt: Date): SQL {
  const cut = instantParameter(cutAt);
  const byThen = sql`decided_at < ${cut}`;
  return sql`(
    select workspace_id, lead_id, opened_at, clock_from, policy_id, due_at, source, campaign, holder_id, decided_at,
      working_seconds, contact_due_at, contacted_at, breach_noted_at, breach_holder_id, excused_reason,
      case when state = 'void' or ${byThen} then state else 'open' end as state,
      case when ${byThen} then decided_by end as decided_by, case when ${byThen} then reason end as reason,
      case when excused_at < ${cut} then excused_at end as excused_at,
      least(case when decided_at >= ${cut} then decided_at end, case when excused_at >= ${cut} then excused_at end) as changes_at
    from ${handoffs} where workspace_id = ${ctx.workspaceId} and opened_at < ${cut})`;
}

async function headline(report: ReportName, scope: ReportScope): Promise<Compared | null> {
  const { total } = await cohortCounts(scope);
  const sqls = (await sqlCounts(scope)).total.count;
  if (total.mqls === 0 && sqls === 0) return null;
  const { mqls, accepted, rejected, recycled, withinSla, late, never } = total;
  const judged = withinSla + late + never;
  const { label, from, to, timeZone } = scope.period;
  return {
    period: { label, from: from.toISOString(), to: to.toISOString(), timeZone },
    asOf: scope.now.toISOString(),
    ...{ mqls, accepted, passRate: ratio(accepted, mqls), sqls, turnedDown: rejected + recycled },
    ...{ waste: late + never, wasteShare: ratio(late + never, total.handoffs) },
    ...{ withinSla, judged, withinSlaShare: ratio(withinSla, judged) },
    ...(report === 'velocity' ? await medianFrom(scope) : {}),
    ...(WITH_MONEY.has(report) && scope.withCost && !hasNoSpend(scope) ? await costOf(scope, sqls) : {}),
  };
}

async function medianFrom(scope: ReportScope): Promise<Pick<Headline, 'medianDecisionHours'>> {
  const { total } = await decisionDurations(scope);
  return { medianDecisionHours: medianOf(total.decision) };
}

async function costOf(scope: ReportScope, sqls: number): Promise<Pick<Headline, 'spend' | 'costPerSql'>> {
  const { amount, coveredDays } = (await spendBetween(scope, scope.period.fromOn, scope.endsOn)).total;
  return { spend: toCents(amount), costPerSql: coveredDays > 0 ? perUnit(amount, sqls) : null };
}
