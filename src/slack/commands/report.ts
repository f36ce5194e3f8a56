import type { Context } from '../../context.ts';
import { InvalidInputError, NotAllowedError } from '../../errors.ts';
import { runReport } from '../../reports/report.ts';
import { COMPARED_REPORTS, type ReportName, type ReportRequest } from '../../reports/report-request.ts';
import { type ReportWords, readReportWords, reportWords } from '../../reports/report-words.ts';
import { requireColleague } from '../../team/permissions.ts';
import { say } from '../../words/say.ts';
import type { Message } from '../messages/message.ts';
import { LEADS_A_PAGE, reportMessage } from '../messages/report-message.ts';
import { escapeMrkdwn } from '../messages/text.ts';
import { reportButtons } from '../report-buttons.ts';
import type { Command, Invocation } from './command.ts';

const SUMMARIES: Record<Exclude<ReportName, 'reps' | 'goal'>, () => string> = {
  summary: () => say('the funnel in a few sentences'),
  'pass-rate': () => say('how many MQLs became SQLs, by cohort and by period'),
  velocity: () => say('how fast leads are decided, against the promise'),
  cost: () => say('what an SQL costs, simple and with the spend shifted back by the lag'),
  waste: () => say('MQLs not decided in time'),
  sources: () => say('figures by source'),
  reasons: () => say('why sales rejects'),
  leads: () => say('leads that became SQLs; `leads open` and `leads wasted` for the others'),
};

export const REPORT_COMMANDS: readonly Command[] = Object.entries(SUMMARIES).map(([name, summary]) => ({
  name,
  usage: `${name} [PERIOD]`,
  summary,
  audience: name === 'cost' ? 'managers' : 'everyone',
  run: (invocation) => runReportCommand(name as ReportName, invocation),
}));

export async function runReportCommand(
  name: ReportName,
  { ctx, text: typed }: Pick<Invocation, 'ctx' | 'text'>,
): Promise<Message> {
  try {
    const words = readReportWords(asTyped(typed));
    const page = name === 'leads' ? { page: { size: LEADS_A_PAGE } } : {};
    const answer = await runReport(ctx, { ...requestOf(ctx, name, words), ...page });
    const asked = { name, text: reportWords(words) };
    return reportMessage(answer, reportButtons(ctx, asked, isShareable(name, asked.text)));
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    // A refusal quotes what was typed.
    throw new InvalidInputError(escapeMrkdwn(error.message), { cause: error });
  }
}

/**
 * The report as this reader may see it: reps get their own rows and the team's totals, money is for managers.
 * @throws {NotAllowedError} for what only managers see.
 */
export function requestFor(
  ctx: Context,
  name: ReportName,
  text: string,
): ReportRequest & { name: ReportName } {
  return requestOf(ctx, name, readReportWords(text));
}

/** Names of reps and of leads stay with whoever asked. */
export function isShareable(name: ReportName, text: string): boolean {
  const { by, filters } = readReportWords(text);
  return name !== 'reps' && name !== 'leads' && by !== 'rep' && filters?.rep === undefined;
}

function requestOf(
  ctx: Context,
  name: ReportName,
  { filters: typed, ...words }: ReportWords,
): ReportRequest & { name: ReportName } {
  requireColleague(ctx);
  const reader = ctx.actor.kind === 'person' ? ctx.actor : undefined;
  const filters =
    reader && typed?.rep && isSelf(typed.rep, reader.userId) ? { ...typed, rep: reader.userId } : typed;
  const request = {
    ...{ name, compare: COMPARED_REPORTS.has(name), ...words },
    ...(filters ? { filters } : {}),
    withCost: !reader || reader.isManager,
  };
  if (!reader || reader.isManager) return request;
  refuseWhatManagersSee(request, reader.userId);
  if (name === 'leads') return { ...request, filters: { ...filters, rep: reader.userId } };
  return name === 'reps' ? { ...request, only: { repId: reader.userId } } : request;
}

function refuseWhatManagersSee({ name, by, filters }: ReportRequest, userId: string): void {
  if (name === 'cost') {
    throw new NotAllowedError(
      say('Cost and spend are for managers and admins. `/funnel summary` shows the rest.'),
    );
  }
  if (by === 'rep') {
    throw new NotAllowedError(
      say('Figures by rep are for managers and admins. `/funnel reps` shows your own.'),
    );
  }
  if (filters?.rep !== undefined && filters.rep !== userId) {
    throw new NotAllowedError(
      say('Figures of other reps are for managers and admins. `rep=me` shows your own.'),
    );
  }
}

function isSelf(rep: string, userId: string): boolean {
  return ['me', userId.toLowerCase()].includes(rep.replace(/^@/, '').toLowerCase());
}

/** Slack sends mentions as `<@U1|ada>` and escapes three characters: the words as they were typed, people as ids. */
function asTyped(text: string): string {
  return text
    .replace(/<([@#!])([^>|]*)(?:\|([^>]*))?>/g, (_, mark: string, id: string, name?: string) =>
      mark === '@' ? `@${id}` : `${mark === '!' ? '@' : mark}${name ?? id}`,
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
