import { z } from 'zod';
import { BotFault, type BotGateway } from './bot/bot-gateway.ts';
import { typedText } from './bot/typed-text.ts';
import { LEAPS, type Leap, type TimeMachine } from './clock/time-machine.ts';
import { LOCALES } from './locales.ts';
import { elementsOf, type SlackBlock } from './pretend/block.ts';
import type { PretendSlack } from './pretend/pretend-slack.ts';
import { userObject } from './pretend/user-methods.ts';
import { BOT, type Conversation, type Person } from './pretend/workspace.ts';
import { clockText } from './render/clock-bar.ts';
import { threadRoot } from './render/render-thread.ts';
import { BURST_SIZE } from './sample-burst.ts';
import { SHORTCUTS } from './shortcuts.ts';
import { whatWasPosted } from './what-was-posted.ts';

const rawValue = z.object({
  blockId: z.string(),
  actionId: z.string(),
  value: z.union([z.string(), z.array(z.string())]),
});
const who = { as: z.string(), in: z.string() };

/** What people do at the page. */
export const PageAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('say'), ...who, text: z.string().max(4_000), thread: z.string().optional() }),
  z.object({
    kind: z.literal('act'),
    ...who,
    ts: z.string().optional(),
    viewId: z.string().optional(),
    blockId: z.string(),
    actionId: z.string(),
    value: z.union([z.string(), z.array(z.string())]),
    values: z.array(rawValue),
  }),
  z.object({ kind: z.literal('submit'), ...who, viewId: z.string(), values: z.array(rawValue) }),
  z.object({ kind: z.literal('close'), ...who, viewId: z.string() }),
  z.object({ kind: z.literal('read'), ...who }),
  z.object({ kind: z.literal('locale'), ...who, locale: z.string() }),
  z.object({ kind: z.literal('home'), ...who }),
  z.object({ kind: z.literal('shortcut'), ...who, callbackId: z.string(), ts: z.string().optional() }),
  z.object({ kind: z.literal('post-lead'), ...who }),
  z.object({ kind: z.literal('post-burst'), ...who }),
  z.object({ kind: z.literal('leap'), ...who, by: z.enum(LEAPS) }),
]);
export type PageAct = z.infer<typeof PageAct>;

export type ActContext = {
  slack: PretendSlack;
  bot: BotGateway;
  postLead: (() => Promise<void>) | undefined;
  postBurst: (() => Promise<void>) | undefined;
  timeMachine: TimeMachine | undefined;
};
/** Errors stand at fields of a form, by block id; `said` is shown under the messages. */
export type ActOutcome = { errors?: Record<string, string>; said?: string };

/** Does what a person asked for at the page. @throws {BotFault} in words for that person. */
export async function performAct(context: ActContext, act: PageAct): Promise<ActOutcome> {
  const { slack, bot } = context;
  const person = slack.workspace.people.find(({ name }) => name === act.as);
  const conversation = slack.workspace.conversation(act.in);
  if (!person || !conversation || !slack.workspace.conversationsOf(person).includes(conversation)) {
    throw new BotFault(
      `Nobody called "${act.as}" can see "${act.in}". Choose a person and a conversation again.`,
    );
  }
  switch (act.kind) {
    case 'say':
      await say(context, person, conversation, act);
      return {};
    case 'act':
      await operate(context, person, act);
      return {};
    case 'submit':
      return { errors: await bot.submitView(person, openView(slack, person, act.viewId), act.values) };
    case 'close':
      // Escape pressed twice: what is closed already is closed.
      if (slack.views.stackOf(person.id).some(({ id }) => id === act.viewId))
        await bot.closeView(person, openView(slack, person, act.viewId));
      return {};
    case 'read':
      slack.markRead(person.id, conversation.id);
      return {};
    case 'locale':
      await chooseLocale(context, person, act.locale);
      return {};
    case 'home':
      await bot.sendEvent({ type: 'app_home_opened', user: person.id, channel: person.dmId, tab: 'home' });
      return {};
    case 'shortcut':
      await startShortcut(context, person, conversation, act);
      return {};
    case 'post-lead':
      await context.postLead?.();
      return {};
    case 'post-burst':
      await context.postBurst?.();
      return {
        said: `${BURST_SIZE} leads were sent. Their cards come one by one; the numbers beside the names say to whom.`,
      };
    case 'leap':
      return { said: await leap(context, person, act.by) };
  }
}

async function leap({ slack, timeMachine }: ActContext, person: Person, by: Leap): Promise<string> {
  const posted = await whatWasPosted(slack, async () => timeMachine?.leap(by));
  return `It is ${clockText(slack.now(), person.timeZone)} now. New messages: ${posted || 'none'}.`;
}

async function chooseLocale({ slack, bot }: ActContext, person: Person, locale: string) {
  if (!LOCALES.some((known) => known.locale === locale))
    throw new BotFault('The bot does not speak this language. Reload the page.');
  slack.setLocale(person.id, locale);
  await bot.sendEvent({
    type: 'user_change',
    user: userObject(slack, person, { include_locale: true }),
  });
}

async function say(
  { slack, bot }: ActContext,
  person: Person,
  conversation: Conversation,
  { text: typed, thread }: Extract<PageAct, { kind: 'say' }>,
) {
  const text = typed.trim();
  if (!text) return;
  if (thread !== undefined && threadRoot(slack, conversation.id, thread, person.id) === undefined)
    throw new BotFault('This message is gone, and its thread with it.');
  const [, command, rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text) ?? [];
  if (command !== undefined && command !== '/funnel') {
    throw new BotFault(`${command} is not a command here. The bot's command is /funnel; try /funnel help.`);
  }
  if (command !== undefined && thread !== undefined)
    throw new BotFault(`Slack takes no ${command} in a thread. Type it in the conversation.`);
  if (command !== undefined) return bot.runCommand(person, conversation, command, rest);
  const message = slack.messages.post({
    channel: conversation.id,
    user: person.id,
    text: typedText(slack.workspace, text, 'message'),
    ...(thread !== undefined && { threadTs: thread }),
  });
  slack.markRead(person.id, conversation.id);
  if (conversation.kind !== 'dm') return;
  const { channel, user, ts } = message;
  await bot.sendEvent({
    type: 'message',
    channel_type: 'im',
    channel,
    user,
    ts,
    text: message.text,
    ...(thread !== undefined && { thread_ts: thread }),
  });
}

async function operate({ slack, bot }: ActContext, person: Person, act: Extract<PageAct, { kind: 'act' }>) {
  if (act.viewId !== undefined) {
    const home = slack.views.homeOf(person.id);
    const view = home?.id === act.viewId ? home : openView(slack, person, act.viewId);
    return bot.actOnView(person, view, { ...act, element: placedElement(view.blocks, act) });
  }
  const message = slack.messages.find(act.in, act.ts ?? '');
  if (!message || (message.ephemeralFor ?? person.id) !== person.id)
    throw new BotFault('This message is gone.');
  await bot.actOnMessage(person, message, { ...act, element: placedElement(message.blocks, act) });
}

async function startShortcut(
  { slack, bot }: ActContext,
  person: Person,
  conversation: Conversation,
  { callbackId, ts }: Extract<PageAct, { kind: 'shortcut' }>,
) {
  const type = ts === undefined ? 'global' : 'message';
  if (!SHORTCUTS.some((known) => known.type === type && known.callbackId === callbackId))
    throw new BotFault('There is no such shortcut here. Reload the page.');
  if (ts === undefined) return bot.runShortcut(person, conversation, callbackId);
  const message = slack.messages.find(conversation.id, ts);
  // Slack offers none on what only one person sees.
  if (!message || message.ephemeralFor !== undefined) throw new BotFault('This message is gone.');
  await bot.runMessageShortcut(person, message, callbackId);
}

function placedElement(blocks: readonly SlackBlock[], act: { blockId: string; actionId: string }) {
  const placed = elementsOf(blocks).find(
    ({ block, element }) => block.block_id === act.blockId && element.action_id === act.actionId,
  );
  if (!placed) throw new BotFault(`This has changed meanwhile; ${BOT.realName} no longer offers it here.`);
  return placed.element;
}

function openView(slack: PretendSlack, person: Person, viewId: string) {
  const view = slack.views.stackOf(person.id).find(({ id }) => id === viewId);
  if (!view) throw new BotFault('This window is closed already.');
  return view;
}
