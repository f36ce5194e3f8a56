import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { addLead, FieldError, requireMayAdd } from '../../leads/add-lead.ts';
import { KnownLeadError } from '../../leads/known-leads.ts';
import { listSources } from '../../leads/list-sources.ts';
import { say } from '../../words/say.ts';
import { ACTION, SHORTCUT, VIEW } from '../action-ids.ts';
import { identify } from '../identify.ts';
import { leadOfMessage } from '../lead-of-message.ts';
import { onButton } from '../listen.ts';
import { onForm } from '../on-form.ts';
import { refusalSentence } from '../refusal.ts';
import type { SlackDeps } from '../slack-deps.ts';
import {
  ADD_FIELD,
  AddMetadata,
  addLeadView,
  type FilledIn,
  MOST_SOURCES,
  newLeadFrom,
  readAddLead,
} from '../views/add-lead-view.ts';
import { noticeView } from '../views/reject-view.ts';

/** The ways to add a lead without a CRM: Slack's own menus, a button on the Home tab, and a command. */
export function listenToAddLead(app: App, deps: SlackDeps): void {
  app.shortcut<GlobalShortcut>(
    { callback_id: SHORTCUT.addLead, type: 'shortcut' },
    async ({ ack, shortcut }) => {
      await ack();
      await answerInModal(deps, shortcut, (ctx) => openAddLead(deps, ctx, shortcut.trigger_id));
    },
  );

  app.shortcut<MessageShortcut>(
    { callback_id: SHORTCUT.makeLead, type: 'message_action' },
    async ({ ack, shortcut }) => {
      await ack();
      await answerInModal(deps, shortcut, async (ctx) => {
        requireMayAdd(ctx);
        const { filledIn, ...metadata } = await fromMessage(deps, shortcut);
        await openAddLead(deps, ctx, shortcut.trigger_id, filledIn, metadata);
      });
    },
  );

  onButton(app, deps, ACTION.addLead, ({ ctx, triggerId }) => openAddLead(deps, ctx, triggerId));

  onForm(app, deps, { callbackId: VIEW.addLead, failed: () => say('Not added') }, ({ values, metadata }) => {
    const about = AddMetadata.parse(JSON.parse(metadata));
    const filledIn = readAddLead(values);
    const read = newLeadFrom(filledIn, about);
    if ('errors' in read) return read;
    return {
      async work(ctx) {
        try {
          await addLead(ctx, deps.directory, read.lead);
          deps.wake();
          return undefined;
        } catch (error) {
          if (error instanceof FieldError) return { errors: { [blockOf(error.field)]: error.message } };
          if (!(error instanceof KnownLeadError)) throw error;
          const sources = await listSources(ctx, MOST_SOURCES);
          const seen = { ...about, knownEmail: filledIn.email?.trim() };
          return { view: addLeadView(seen, { sources, filledIn, known: error.known }) };
        }
      },
    };
  });
}

/** @throws {NotAllowedError} unless a rep, a manager or an admin asks. */
export async function openAddLead(
  deps: SlackDeps,
  ctx: Context,
  triggerId: string,
  filledIn: FilledIn = {},
  about: Omit<AddMetadata, 'id'> = {},
): Promise<void> {
  requireMayAdd(ctx);
  const sources = await listSources(ctx, MOST_SOURCES);
  const view = addLeadView({ id: uuidv7(), ...about }, { sources, filledIn });
  await deps.client.views.open({ trigger_id: triggerId, view });
}

/** Slack's menus have no conversation to answer in: what went wrong is said in a modal. */
async function answerInModal(
  deps: SlackDeps,
  { user, trigger_id }: GlobalShortcut | MessageShortcut,
  work: (ctx: Context) => Promise<void>,
): Promise<void> {
  try {
    const { ctx } = await identify(deps, { userId: user.id, teamId: user.team_id });
    await work(ctx);
  } catch (error) {
    const view = noticeView(say('Not added'), refusalSentence(error, deps.logger));
    try {
      await deps.client.views.open({ trigger_id, view });
    } catch (refusal) {
      deps.logger.warn({ err: refusal }, 'an answer could not be delivered');
    }
  }
}

async function fromMessage(
  deps: SlackDeps,
  { message, channel, team }: MessageShortcut,
): Promise<Omit<AddMetadata, 'id'> & { filledIn: FilledIn }> {
  const author = message.user && !message.bot_id ? await deps.directory.find(message.user) : undefined;
  const { email, phone, note } = leadOfMessage(message.text ?? '');
  const at = new Date(Number(message.ts) * 1000);
  return {
    filledIn: {
      ...(author ? { name: author.name } : {}),
      ...(email ? { email } : {}),
      ...(phone ? { phone } : {}),
      note,
    },
    ...(team?.domain
      ? { url: `https://${team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}` }
      : {}),
    ...(Number.isNaN(at.getTime()) ? {} : { createdAt: at.toISOString() }),
  };
}

function blockOf(field: FieldError['field']): string {
  if (field === 'source') return ADD_FIELD.otherSource;
  return field in ADD_FIELD ? field : ADD_FIELD.name;
}
