import type { Context } from '../../context.ts';
import { InvalidInputError, NotAllowedError } from '../../errors.ts';
import { runReport } from '../../reports/report.ts';
import {
  BREAKDOWNS,
  type Breakdown,
  type ReportName,
  type ReportRequest,
} from '../../reports/report-request.ts';
import type { Message } from '../messages/message.ts';
import { reportMessage } from '../messages/report-message.ts';
import { escapeMrkdwn } from '../messages/text.ts';
import { reportButtons } from '../report-buttons.ts';
import type { Command, Invocation } from './command.ts';

const SUMMARIES: Record<Exclude<ReportName, 'reps'>, string> = {
  summary: 'the funnel in a few sentences',
  'pass-rate': 'how many MQLs became SQLs, by cohort and by period',
  velocity: 'how fast leads are decided, against the promise',
  cost: 'what an SQL costs, simple and with the spend shifted back by the lag',
  waste: 'MQLs not decided in time',
  sources: 'figures by source',
  reasons: 'why sales rejects',
  goal: 'the pace of the period; goals come later',
  leads: 'leads that became SQLs, by date',
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
  // A refusal quotes what was typed, and no period that exists has a character to escape.
  const text = escapeMrkdwn(asTyped(typed));
  const answer = await runReport(ctx, requestFor(ctx, name, text));
  return reportMessage(answer, reportButtons(ctx, { name, text }, isShareable(name, text)));
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
  const isManager = ctx.actor.kind === 'system' || ctx.actor.isManager;
  const { period, by } = readArguments(text);
  if (!isManager && name === 'cost') {
    throw new NotAllowedError(
      'Cost and spend are for managers and admins. `/funnel summary` shows the rest.',
    );
  }
  if (!isManager && by === 'rep') {
    throw new NotAllowedError('Figures by rep are for managers and admins. `/funnel reps` shows your own.');
  }
  const own = !isManager && (name === 'reps' || name === 'leads') && ctx.actor.kind === 'person';
  return {
    name,
    withCost: isManager,
    ...(period ? { period } : {}),
    ...(by ? { by } : {}),
    ...(own && ctx.actor.kind === 'person' ? { only: { repId: ctx.actor.userId } } : {}),
  };
}

/** Names of reps and of leads stay with whoever asked. */
export function isShareable(name: ReportName, text: string): boolean {
  return name !== 'reps' && name !== 'leads' && readArguments(text).by !== 'rep';
}

function readArguments(text: string): { period: string; by: Breakdown | undefined } {
  const match = /(?:^|\s)(?:--)?by\s+(\S+)\s*$/i.exec(text);
  if (!match) return { period: text.trim(), by: undefined };
  const by = BREAKDOWNS.find((known) => known === match[1]?.toLowerCase());
  if (!by)
    throw new InvalidInputError(
      `Figures can be shown by ${BREAKDOWNS.join(', ')}, such as \`pass-rate q1 by source\`.`,
    );
  return { period: text.slice(0, match.index).trim(), by };
}

/** Slack sends mentions as `<@U1|ada>` and escapes three characters: the words as they were typed. */
function asTyped(text: string): string {
  return text
    .replace(
      /<([@#!])([^>|]*)(?:\|([^>]*))?>/g,
      (_, mark: string, id: string, name?: string) => `${mark === '!' ? '@' : mark}${name ?? id}`,
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
