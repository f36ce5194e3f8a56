import { eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs, leads, slaPolicies } from '../db/schema.ts';
import { addDays, type LocalDate, localDateOf, startOfLocalDay } from '../lib/local-date.ts';
import { policyAt, type SlaPolicy } from '../sla/policy.ts';
import { getWorkspace, type Workspace } from '../team/workspace.ts';
import type { Stage } from '../vocabulary.ts';
import { checkRequest } from './check-request.ts';
import { type EchoedFilters, resolveFilters, type ScopeFilters } from './filters.ts';
import { foldAnew } from './fold-anew.ts';
import type { LeadsPage } from './leads-page.ts';
import type { LedgerCut } from './ledger-cut.ts';
import type { MonthMemo } from './month-memo.ts';
import { anyTime, type Period, parsePeriod } from './period.ts';
import type { Breakdown, LeadList, ReportRequest } from './report-request.ts';
import { policyWithPromise } from './sla-promise.ts';

/** What every number of one report is taken from. */
export interface ReportScope {
  /** Inside the transaction of the report. */
  ctx: Context;
  workspace: Workspace;
  period: Period;
  /** The instant to judge at: the current one, or the cut. */
  now: Date;
  /** Where the period ends as far as it has run: `min(to, now)`. */
  endsAt: Date;
  /** The same in days: the day after the last one that has begun. */
  endsOn: LocalDate;
  cut: LedgerCut;
  /** The relations that the formulas read, with the columns of the tables of these names. */
  handoffs: SQL;
  leads: SQL;
  policies: readonly SlaPolicy[];
  /** Where the handoffs are as they stood at an instant, by what is stored of them today; they tell `changes_at`. */
  agedAt: Date | undefined;
  /** What this process knows of single months. */
  memo: MonthMemo;
  /** Whether the relations were folded for this report, and whether by the promises that were given. */
  isFolded: boolean;
  keepsPromises: boolean;
  by: Breakdown | undefined;
  distinct: boolean;
  filters: ScopeFilters;
  /** As the answer repeats them. */
  echoedFilters: EchoedFilters | undefined;
  /** For `reps`: whose row is shown. */
  onlyRepId: string | undefined;
  lagDays: number | undefined;
  stage: Stage | undefined;
  list: LeadList | undefined;
  page: LeadsPage | undefined;
  withCost: boolean;
}

/** Reads the request and, where it asks for the past or for another promise, folds the ledger anew. */
export async function openScope(ctx: Context, request: ReportRequest, memo: MonthMemo): Promise<ReportScope> {
  checkRequest(request);
  const workspace = await getWorkspace(ctx);
  const timeZone = request.timeZone ?? workspace.timeZone;
  const cut: LedgerCut = {
    occurredBefore: endOf(request.asOf, timeZone),
    recordedBefore: endOf(request.knownBy, timeZone),
  };
  const echoedFilters = await resolveFilters(ctx, workspace, request.filters);
  const cutAt = cut.occurredBefore ?? cut.recordedBefore;
  const now = cutAt ?? ctx.now();
  const { fiscalYearStart } = workspace;
  const today = cutAt ? justBefore(cutAt) : now;
  const zoned = { now: today, timeZone, fiscalYearStart };
  const isAnyTime = request.list === 'open' && !request.period?.trim();
  const period = isAnyTime ? anyTime(zoned) : parsePeriod(request.period, zoned);
  const stored = await ctx.db.select().from(slaPolicies).where(eq(slaPolicies.workspaceId, ctx.workspaceId));
  const policies = request.sla ? [policyWithPromise(policyAt(stored, now), request.sla, timeZone)] : stored;
  const isFolded = cutAt !== undefined || request.sla !== undefined;
  const keepsPromises = !request.sla;
  const relations = isFolded
    ? await foldAnew(ctx, { cut, policies, keepsPromises, from: period.from, to: period.to })
    : { handoffs: sql`${handoffs}`, leads: sql`${leads}` };
  const reachedOn = addDays(localDateOf(justBefore(now), timeZone), 1);
  const endsOn = reachedOn < period.toOn ? reachedOn : period.toOn;
  return {
    ctx,
    workspace,
    period,
    now,
    endsAt: new Date(Math.max(period.from.getTime(), Math.min(period.to.getTime(), now.getTime()))),
    endsOn: endsOn > period.fromOn ? endsOn : period.fromOn,
    cut,
    ...relations,
    policies,
    agedAt: undefined,
    memo,
    isFolded,
    keepsPromises,
    by: request.by,
    distinct: request.distinct ?? false,
    filters: echoedFilters ?? {},
    echoedFilters,
    onlyRepId: request.only?.repId,
    lagDays: request.lagDays,
    stage: request.stage,
    list: request.list,
    page: request.page,
    withCost: request.withCost ?? true,
  };
}

function endOf(date: LocalDate | undefined, timeZone: string): Date | undefined {
  return date === undefined ? undefined : startOfLocalDay(addDays(date, 1), timeZone);
}

function justBefore(instant: Date): Date {
  return new Date(instant.getTime() - 1);
}
