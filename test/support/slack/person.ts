/** A simulated person: what they do in Slack becomes a request to the bot, and what it answers is shown to them. */

import { slackFaults } from '../slack-limits.ts';
import { deliver } from './deliver.ts';
import type { Member } from './directory.ts';
import { directMessageId, directMessageJson } from './directory.ts';
import { type Choice, chosen, findElement, stateValues, withBlockIds } from './elements.ts';
import { isObject, type JsonObject, objectOf, stringOf } from './json.ts';
import { bot } from './keeper.ts';
import { noteFaults } from './note-faults.ts';
import { createResponseUrl, show } from './response-urls.ts';
import { applyViewAnswer, createTrigger, openModals } from './views.ts';
import type { Ack, EphemeralMessage, SlackMessage, SlackView, World } from './world.ts';

export type Person = Readonly<Member> & {
  /** Their direct message with the bot. */
  dm: string;
  /** `in`: a channel id; without it, the first channel. */
  command: (name: string, text?: string, options?: { in?: string }) => Promise<Ack>;
  /** `name` is an action_id or the visible label; `choose` is for selects and overflow menus. */
  click: (
    target: SlackMessage | EphemeralMessage | SlackView,
    name: string,
    options?: { choose?: Choice; blockId?: string },
  ) => Promise<Ack>;
  /** `values` by action_id or block_id. */
  submit: (view: SlackView, values?: Record<string, Choice>) => Promise<Ack>;
  close: (view: SlackView) => Promise<Ack | undefined>;
  shortcut: (callbackId: string) => Promise<Ack>;
  /** What Slack's menu on a message offers; `message` as Slack would send it. */
  messageShortcut: (callbackId: string, channelId: string, message: JsonObject) => Promise<Ack>;
  openHome: () => Promise<Ack>;
  /** The modal on top, if one is open. */
  modal: () => SlackView | undefined;
  home: () => SlackView | undefined;
};

export function createPerson(world: World, member: Member): Person {
  const user = { id: member.id, username: member.name, name: member.name, team_id: member.teamId };
  const team = { id: world.teamId, domain: 'corp' };
  const common = {
    team,
    user,
    api_app_id: bot.appId,
    token: 'unused',
    enterprise: null,
    is_enterprise_install: false,
  };
  const actionTs = () => `${Math.floor(world.now().getTime() / 1000)}.000100`;
  const current = (view: SlackView) => {
    const open = world.views.get(view.id);
    if (!open) throw new Error(`${member.name} has no view "${view.title || view.callbackId}" open any more`);
    return open;
  };

  return {
    ...member,
    dm: directMessageId(member.id),

    command: async (name, text = '', options = {}) => {
      const channelId = options.in ?? [...world.channels.keys()][0] ?? directMessageId(member.id);
      const responseUrl = createResponseUrl(world, member.id, channelId);
      const ack = await deliver(world, 'slash_commands', {
        token: 'unused',
        team_id: world.teamId,
        team_domain: 'corp',
        channel_id: channelId,
        channel_name: world.channels.get(channelId)?.name ?? 'directmessage',
        user_id: member.id,
        user_name: member.name,
        command: name,
        text,
        api_app_id: bot.appId,
        is_enterprise_install: 'false',
        response_url: responseUrl,
        trigger_id: await createTrigger(world, member.id),
      });
      await showCommandAnswer(world, responseUrl, ack);
      return ack;
    },

    click: async (target, name, options = {}) => {
      const live = target.kind === 'view' ? current(target) : target;
      const { block, element } = findElement(live.blocks, name, options.blockId);
      const action = {
        ...chosen(element, options.choose ?? null),
        ...(element.style === undefined ? {} : { style: element.style }),
        action_id: element.action_id,
        block_id: block.block_id,
        action_ts: actionTs(),
      };
      const where = live.kind === 'view' ? viewContext(live) : messageContext(world, member.id, live);
      return deliver(world, 'interactive', {
        type: 'block_actions',
        ...common,
        trigger_id: await createTrigger(world, member.id, live.kind === 'view' ? live.id : undefined),
        ...where,
        actions: [action],
      });
    },

    submit: async (view, values = {}) => {
      const open = current(view);
      const state = { values: stateValues(open.blocks, values, true) };
      const ack = await deliver(world, 'interactive', {
        type: 'view_submission',
        ...common,
        trigger_id: await createTrigger(world, member.id, open.id),
        view: { ...open.raw, blocks: withBlockIds(open.blocks), state },
        response_urls: [],
      });
      if (ack.status === 200) await applyViewAnswer(world, open, objectOf(ack.body));
      return ack;
    },

    close: async (view) => {
      const open = current(view);
      world.views.delete(open.id);
      if (open.raw.notify_on_close !== true) return undefined;
      return deliver(world, 'interactive', {
        type: 'view_closed',
        ...common,
        view: open.raw,
        is_cleared: false,
      });
    },

    shortcut: async (callbackId) =>
      deliver(world, 'interactive', {
        type: 'shortcut',
        ...common,
        callback_id: callbackId,
        trigger_id: await createTrigger(world, member.id),
        action_ts: actionTs(),
      }),

    messageShortcut: async (callbackId, channelId, message) =>
      deliver(world, 'interactive', {
        type: 'message_action',
        ...common,
        callback_id: callbackId,
        trigger_id: await createTrigger(world, member.id),
        action_ts: actionTs(),
        channel: { id: channelId, name: world.channels.get(channelId)?.name ?? 'directmessage' },
        message_ts: message.ts,
        message: { type: 'message', ...message },
        response_url: createResponseUrl(world, member.id, channelId),
      }),

    openHome: () =>
      deliverEvent(world, {
        type: 'app_home_opened',
        user: member.id,
        channel: directMessageId(member.id),
        tab: 'home',
        event_ts: actionTs(),
      }),

    modal: () => openModals(world, member.id).at(-1),
    home: () => [...world.views.values()].find((view) => view.type === 'home' && view.userId === member.id),
  };
}

export type EventOptions = { eventId?: string; retryNum?: number };

export function deliverEvent(world: World, event: JsonObject, options: EventOptions = {}): Promise<Ack> {
  const retry = { 'x-slack-retry-num': String(options.retryNum), 'x-slack-retry-reason': 'http_timeout' };
  const payload = {
    token: 'unused',
    team_id: world.teamId,
    context_team_id: world.teamId,
    api_app_id: bot.appId,
    type: 'event_callback',
    event_id: options.eventId ?? world.nextId('Ev'),
    event_time: Math.floor(world.now().getTime() / 1000),
    authorizations: [
      { team_id: world.teamId, user_id: bot.userId, is_bot: true, is_enterprise_install: false },
    ],
    event,
  };
  return deliver(world, 'events_api', payload, options.retryNum === undefined ? {} : retry);
}

async function showCommandAnswer(world: World, responseUrl: string, ack: Ack): Promise<void> {
  const body = isObject(ack.body) ? ack.body : { text: stringOf(ack.body) };
  const url = world.responseUrls.get(responseUrl.split('/').at(-1) ?? '');
  if (!url || ack.status !== 200 || (stringOf(body.text) === '' && body.blocks === undefined)) return;
  if (noteFaults(world, 'command answer', slackFaults('response', body)).length === 0)
    await show(world, url, body);
}

function viewContext(view: SlackView): JsonObject {
  const state = { values: stateValues(view.blocks, {}, false) };
  return {
    container: { type: 'view', view_id: view.id },
    view: { ...view.raw, blocks: withBlockIds(view.blocks), state },
  };
}

/** Slack leaves the message itself out when it was ephemeral. */
function messageContext(world: World, userId: string, target: SlackMessage | EphemeralMessage): JsonObject {
  const blocks = withBlockIds(target.blocks);
  const channel = world.channels.get(target.channelId) ?? {
    ...directMessageJson(userId),
    name: 'directmessage',
  };
  const thread =
    target.kind === 'message' && target.threadTs !== undefined ? { thread_ts: target.threadTs } : {};
  const metadata = target.kind === 'message' && target.metadata ? { metadata: target.metadata } : {};
  const message = { type: 'message', user: bot.userId, bot_id: bot.botId, app_id: bot.appId, ts: target.ts };
  return {
    container: {
      type: 'message',
      message_ts: target.ts,
      channel_id: target.channelId,
      is_ephemeral: target.kind === 'ephemeral',
      ...thread,
    },
    channel: { id: target.channelId, name: channel.name },
    ...(target.kind === 'ephemeral'
      ? {}
      : { message: { ...message, text: target.text, blocks, ...metadata, ...thread } }),
    state: { values: stateValues(blocks, {}, false) },
    response_url: createResponseUrl(world, userId, target.channelId, target),
  };
}
