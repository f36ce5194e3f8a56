import type { Context } from '../context.ts';
import { comparison } from './comparison.ts';
import { type CostAnswer, cost } from './cost.ts';
import { type GoalAnswer, goal } from './goal.ts';
import { type LeadsAnswer, leads } from './leads.ts';
import { memberNames } from './member-names.ts';
import { monthMemoOf } from './month-memo.ts';
import { type PassRateAnswer, passRate } from './pass-rate.ts';
import { type ReasonsAnswer, reasons } from './reasons.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportName, ReportRequest } from './report-request.ts';
import { openScope, type ReportScope } from './report-scope.ts';
import { type RepsAnswer, reps } from './reps.ts';
import { type SourcesAnswer, sources } from './sources.ts';
import { type SummaryAnswer, summary } from './summary.ts';
import { trendOf } from './trend.ts';
import { type VelocityAnswer, velocity } from './velocity.ts';
import { type WasteAnswer, waste } from './waste.ts';

export interface ReportAnswers {
  summary: SummaryAnswer;
  'pass-rate': PassRateAnswer;
  velocity: VelocityAnswer;
  cost: CostAnswer;
  waste: WasteAnswer;
  reps: RepsAnswer;
  sources: SourcesAnswer;
  reasons: ReasonsAnswer;
  goal: GoalAnswer;
  leads: LeadsAnswer;
}

export type ReportAnswer = ReportAnswers[ReportName];

const REPORTS: {
  [Name in ReportName]: (scope: ReportScope) => Promise<Omit<ReportAnswers[Name], keyof ReportHeader<Name>>>;
} = {
  summary,
  'pass-rate': passRate,
  velocity,
  cost,
  waste,
  reps,
  sources,
  reasons,
  goal,
  leads,
};

/** Reports that also say how their figures went, where the period is longer than a month. */
const WITH_TREND: ReadonlySet<ReportName> = new Set(['summary', 'pass-rate', 'goal']);

/**
 * Every number a manager sees. The answer is plain data, and its JSON is what the command line prints. All of it comes
 * from one state of the database.
 * @throws {InvalidInputError} for a period, date, zone, promise or combination that cannot be.
 */
export function runReport<Name extends ReportName>(
  ctx: Context,
  request: ReportRequest & { name: Name },
): Promise<ReportAnswers[Name]> {
  const memo = monthMemoOf(ctx.db);
  return ctx.db.transaction(
    async (tx) => {
      const scope = await openScope({ ...ctx, db: tx }, request, memo);
      const figures = await REPORTS[request.name](scope);
      const names = request.by === 'rep' ? { repNames: await memberNames(scope) } : {};
      const by = request.by ? { by: request.by } : {};
      const trend = WITH_TREND.has(request.name) && !request.by ? await trendOf(scope) : null;
      const isCompared = request.compare && request.name !== 'leads';
      return {
        ...{ ...headerOf(request, scope), ...by, ...names, ...figures },
        ...(isCompared ? { comparison: await comparison(request.name, scope) } : {}),
        ...(trend ? { trend } : {}),
      } as unknown as ReportAnswers[Name];
    },
    { isolationLevel: 'repeatable read' },
  );
}

function headerOf(
  { name, knownBy, distinct }: ReportRequest,
  { period, now, echoedFilters }: ReportScope,
): ReportHeader<ReportName> {
  const { label, from, to, timeZone } = period;
  return {
    report: name,
    period: { label, from: from.toISOString(), to: to.toISOString(), timeZone },
    asOf: now.toISOString(),
    ...(knownBy === undefined ? {} : { knownBy }),
    ...(distinct ? { distinct } : {}),
    ...(echoedFilters ? { filters: echoedFilters } : {}),
  };
}
