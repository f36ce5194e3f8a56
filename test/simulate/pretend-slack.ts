import { webApi } from '@slack/bolt';
import type { SlackClient } from '../../src/slack/web-client.ts';
import type { Gate } from './instrument.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { World } from './world.ts';

export interface SimMessage {
  channel: string;
  ts: string;
  postedAt: number;
  deliveryId: string | undefined;
  /** When the attempt that posted it began to look at the database. */
  renderedAt: number;
  content: Content;
  updates: { at: number; content: Content }[];
}

interface Content {
  text?: unknown;
  blocks?: unknown;
}

interface SimUser {
  userId: string;
  email: string;
  timeZone: string;
  isWorkspaceAdmin: boolean;
  isDeactivated: boolean;
  isGuest: boolean;
}

export interface SimSlack {
  users: Map<string, SimUser>;
  archived: Set<string>;
  messages: SimMessage[];
  /** What Slack was asked that nobody may ask of it. */
  offences: string[];
  faults: Map<string, number>;
  /** How often an injected fault answers, from 0 to 1; nothing is answered at 1. */
  faultRate: number;
  onMessage: (message: SimMessage) => void;
  /** A client for one process. `renderedAt` tells when a delivery's attempt began. */
  clientFor(gate: Gate, renderedAt: (deliveryId: string) => number): SlackClient;
}

/** Tampers with the pretend Slack, to show that the checker sees it. */
export type Sabotage = 'a message twice' | 'a message lost' | undefined;

const PAUSE_MS = 1000;
const TIMEOUT_MS = 10_000;
const PAGE = 100;

export function createSlack(
  world: World,
  { time, random, sabotage }: { time: VirtualTime; random: Random; sabotage?: Sabotage },
): SimSlack {
  const lastPostAt = new Map<string, number>();
  const byChannel = new Map<string, SimMessage[]>();
  let tsCount = 0;
  let sabotages = 0;
  const slack: SimSlack = {
    users: new Map(
      world.people.map((person) => [
        person.userId,
        {
          ...{ userId: person.userId, email: person.email, timeZone: person.slackTimeZone },
          ...{ isWorkspaceAdmin: person.isWorkspaceAdmin, isDeactivated: false, isGuest: false },
        },
      ]),
    ),
    archived: new Set(),
    messages: [],
    offences: [],
    faults: new Map(),
    faultRate: world.faultRate,
    onMessage: () => {},
    clientFor,
  };

  const note = (fault: string) => slack.faults.set(fault, (slack.faults.get(fault) ?? 0) + 1);
  const refusal = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });
  const broken = (why: string) => new webApi.WebAPIRequestError(new Error(why));

  /** One call: it takes its time, and anything may happen to it on the way. */
  async function call<Answer>(gate: Gate, method: string, effect: () => Answer): Promise<Answer> {
    gate.requireLife();
    await time.sleep(random.int(20, 400));
    gate.requireLife();
    if (random.chance(slack.faultRate)) {
      const fault = random.pick([
        ...(['429', '500', '503', 'internal error', 'refused', 'lost answer', 'late answer'] as const),
      ]);
      note(fault);
      switch (fault) {
        case '429':
          throw new webApi.WebAPIRateLimitedError(random.int(1, 60));
        case '500':
        case '503':
          throw new webApi.WebAPIHTTPError(Number(fault), fault, {}, '');
        case 'internal error':
          throw refusal('internal_error');
        case 'refused':
          throw broken('connect ECONNREFUSED');
        case 'lost answer':
          effect();
          throw broken('socket hang up');
        case 'late answer': {
          const before = random.int(0, TIMEOUT_MS - 500);
          await time.sleep(before);
          effect();
          await time.sleep(TIMEOUT_MS - before);
          throw broken('timeout of 10000ms exceeded');
        }
      }
    }
    const answer = effect();
    if (method === 'chat.postMessage') gate.pass('after a post');
    if (method === 'chat.update') gate.pass('after an update');
    await time.sleep(random.int(10, 300));
    gate.requireLife();
    return answer;
  }

  function post(
    input: PostInput,
    renderedAt: (deliveryId: string) => number,
  ): { ts: string; channel: string } {
    const { channel, metadata, text, blocks } = input;
    const deliveryId = metadata?.event_payload?.id;
    refuseUnreachable(channel);
    const last = lastPostAt.get(channel);
    if (last !== undefined && time.ms() - last < PAUSE_MS) {
      slack.offences.push(`${time.now().toISOString()} a second post within a second in ${channel}`);
      throw new webApi.WebAPIRateLimitedError(1);
    }
    lastPostAt.set(channel, time.ms());
    const isMeddled = sabotage !== undefined && ++sabotages === 3;
    const ts = nextTs();
    if (isMeddled && sabotage === 'a message lost') return { ts, channel };
    for (const stamp of isMeddled ? [ts, nextTs()] : [ts]) {
      const message: SimMessage = {
        ...{ channel, ts: stamp, postedAt: time.ms(), deliveryId, content: { text, blocks }, updates: [] },
        renderedAt: deliveryId ? renderedAt(deliveryId) : time.ms(),
      };
      slack.messages.push(message);
      byChannel.set(channel, [...(byChannel.get(channel) ?? []), message]);
      slack.onMessage(message);
    }
    return { ts, channel };
  }

  function nextTs(): string {
    tsCount += 1;
    return `${Math.floor(time.ms() / 1000)}.${String((time.ms() % 1000) * 1000 + (tsCount % 1000)).padStart(6, '0')}`;
  }

  function refuseUnreachable(channel: string): void {
    if (slack.archived.has(channel)) throw refusal('is_archived');
    if (channel.startsWith('D') && slack.users.get(channel.slice(1))?.isDeactivated)
      throw refusal('user_disabled');
  }

  function update(input: { channel: string; ts: string; text?: unknown; blocks?: unknown }): object {
    const message = byChannel.get(input.channel)?.find(({ ts }) => ts === input.ts);
    if (!message) throw refusal('message_not_found');
    if (slack.archived.has(input.channel)) throw refusal('is_archived');
    message.updates.push({ at: time.ms(), content: { text: input.text, blocks: input.blocks } });
    slack.onMessage(message);
    return { ok: true };
  }

  function history(input: { channel: string; oldest?: string; limit?: number; cursor?: string }): object {
    const from = Number(input.cursor ?? 0);
    const all = (byChannel.get(input.channel) ?? [])
      .filter(({ ts }) => Number(ts) > Number(input.oldest ?? 0))
      .toReversed();
    const page = all.slice(from, from + Math.min(input.limit ?? PAGE, PAGE));
    const next = from + page.length;
    return {
      messages: page.map(({ ts, deliveryId }) => ({
        ts,
        metadata: { event_type: 'funnel_delivery', event_payload: { id: deliveryId } },
      })),
      response_metadata: { next_cursor: next < all.length ? String(next) : '' },
    };
  }

  function userObject({
    userId,
    email,
    timeZone,
    isWorkspaceAdmin,
    isDeactivated,
    isGuest,
  }: SimUser): object {
    return {
      ...{ id: userId, name: userId, tz: timeZone, deleted: isDeactivated, is_restricted: isGuest },
      ...{ is_admin: isWorkspaceAdmin, profile: { email, real_name: userId } },
    };
  }

  function clientFor(gate: Gate, renderedAt: (deliveryId: string) => number): SlackClient {
    const client = {
      chat: {
        postMessage: async (input: PostInput) => {
          gate.pass('before a post');
          return call(gate, 'chat.postMessage', () => post(input, renderedAt));
        },
        update: (input: { channel: string; ts: string }) => call(gate, 'chat.update', () => update(input)),
      },
      conversations: {
        open: ({ users }: { users: string }) =>
          call(gate, 'conversations.open', () => {
            if (slack.users.get(users)?.isDeactivated) throw refusal('user_disabled');
            return { channel: { id: `D${users}` } };
          }),
        info: ({ channel }: { channel: string }) =>
          call(gate, 'conversations.info', () => ({ channel: { id: channel, is_member: true } })),
        history: (input: { channel: string }) => call(gate, 'conversations.history', () => history(input)),
      },
      users: {
        info: ({ user }: { user: string }) =>
          call(gate, 'users.info', () => {
            const found = slack.users.get(user);
            if (!found) throw refusal('user_not_found');
            return { user: userObject(found) };
          }),
        lookupByEmail: ({ email }: { email: string }) =>
          call(gate, 'users.lookupByEmail', () => {
            const found = [...slack.users.values()].find((user) => user.email === email);
            if (!found || found.isDeactivated) throw refusal('users_not_found');
            return { user: userObject(found) };
          }),
        list: () => call(gate, 'users.list', () => ({ members: [...slack.users.values()].map(userObject) })),
      },
      usergroups: {
        users: {
          list: ({ usergroup }: { usergroup: string }) =>
            call(gate, 'usergroups.users.list', () => ({ users: world.groups.get(usergroup) ?? [] })),
        },
      },
    };
    return client as unknown as SlackClient;
  }

  return slack;
}

interface PostInput extends Content {
  channel: string;
  metadata?: { event_payload?: { id?: string } };
}

/** What a message says now. */
export function contentOf(message: SimMessage): Content {
  return message.updates.at(-1)?.content ?? message.content;
}

/** Every button of a message, and what it carries. */
export function buttonsOf(content: Content): { actionId: string; value: string }[] {
  const found: { actionId: string; value: string }[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { action_id: actionId, value, options } = node as Record<string, unknown>;
    if (typeof actionId === 'string' && typeof value === 'string') found.push({ actionId, value });
    if (typeof actionId === 'string' && Array.isArray(options)) {
      for (const option of options as { value?: unknown }[]) {
        if (typeof option.value === 'string') found.push({ actionId, value: option.value });
      }
    }
    for (const part of Object.values(node)) walk(part);
  };
  walk(content.blocks);
  return found;
}
