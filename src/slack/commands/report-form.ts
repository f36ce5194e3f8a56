import type { App } from '@slack/bolt';
import { type Context, SYSTEM } from '../../context.ts';
import { InvalidInputError } from '../../errors.ts';
import { checkRequest } from '../../reports/check-request.ts';
import { parsePeriod } from '../../reports/period.ts';
import { type ReportWords, readReportWords } from '../../reports/report-words.ts';
import { UnfitOptionError } from '../../reports/unfit-option.ts';
import { requireColleague } from '../../team/permissions.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import type { Message } from '../messages/message.ts';
import { onForm } from '../on-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { REPORT_FIELD, readReportForm, reportForm } from '../views/report-form.ts';
import { slackErrorCode } from '../web-client.ts';
import type { Command } from './command.ts';
import { runReportCommand } from './report.ts';

export const reportFormCommand: Command = {
  name: 'report',
  usage: 'report',
  summary: () => say('choose a report, its period and filters in a form'),
  audience: 'everyone',
  async run({ ctx, deps, triggerId, channelId }) {
    requireColleague(ctx);
    const isManager = ctx.actor.kind === 'person' && ctx.actor.isManager;
    const view = reportForm(channelId, { mayBeSeeing: isManager ? 'all' : 'own' });
    await deps.client.views.open({ trigger_id: triggerId, view });
    return undefined;
  },
};

export function listenToReportForm(app: App, deps: SlackDeps): void {
  onForm(app, deps, { callbackId: VIEW.report, failed: () => say('No answer') }, ({ values, metadata }) => {
    const { name, text } = readReportForm(values);
    const errors = faultsOf(name, text, deps.contextFor(SYSTEM).now());
    if (errors) return { errors };
    return {
      slow: say('Counting…'),
      async work(ctx) {
        const answer = await runReportCommand(name, { ctx, text });
        const where = await show(deps, ctx, metadata, answer);
        return { notice: { title: say('Here it is'), sentence: where } };
      },
    };
  });
}

/** What is wrong with what was typed, at its field. */
function faultsOf(
  name: Parameters<typeof runReportCommand>[0],
  text: string,
  now: Date,
): Record<string, string> | undefined {
  try {
    const words = readReportWords(text);
    parsePeriod(words.period, { now, timeZone: 'UTC', fiscalYearStart: 1 });
    try {
      checkRequest({ name, ...words });
    } catch (error) {
      return { [fieldOf(error, words)]: messageOf(error) };
    }
    return undefined;
  } catch (error) {
    return { [REPORT_FIELD.otherPeriod]: messageOf(error) };
  }
}

function fieldOf(error: unknown, { by }: ReportWords): string {
  if (error instanceof UnfitOptionError && error.option === 'compare') return REPORT_FIELD.more;
  return by ? REPORT_FIELD.by : REPORT_FIELD.report;
}

function messageOf(error: unknown): string {
  if (error instanceof InvalidInputError) return error.message;
  throw error;
}

/** Where the form was asked for, for its reader alone; in the direct messages where the bot cannot post there. */
async function show(deps: SlackDeps, ctx: Context, channelId: string, message: Message): Promise<string> {
  if (ctx.actor.kind !== 'person') return say('Nobody asked.');
  const { client, charts } = deps;
  const user = ctx.actor.userId;
  const inChannel = say('The report stands in the conversation where you asked, for you alone.');
  if (channelId.startsWith('D')) {
    await charts.send(message, ctx.now(), (shown) =>
      client.chat.postMessage({ channel: channelId, ...shown }),
    );
    return say('The report is in your messages with me.');
  }
  try {
    await charts.send(message, ctx.now(), (shown) =>
      client.chat.postEphemeral({ channel: channelId, user, ...shown }),
    );
    return inChannel;
  } catch (error) {
    if (slackErrorCode(error) === undefined) throw error;
  }
  const { channel } = await client.conversations.open({ users: user });
  const direct = channel?.id ?? user;
  await charts.send(message, ctx.now(), (shown) => client.chat.postMessage({ channel: direct, ...shown }));
  return say('I cannot post where you asked, so the report is in your messages with me.');
}
