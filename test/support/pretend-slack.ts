/**
 * A pretend Slack that keeps state, for bots in this process or in a child process.
 *
 *   const slack = await createPretendSlack();
 *   // give the bot slack.env('http') or slack.env('socket')
 *   slack.connect({ mode: 'http', url: `${botUrl}/slack/events`, signingSecret: slack.signingSecret });
 *
 *   const rita = slack.user('UREP1');
 *   await rita.command('/funnel', 'pass-rate');
 *   const [card] = await slack.messages(rita.id);
 *   await rita.click(card, 'Accept');
 *   await slack.until(async () => (await slack.messages(rita.id))[0]?.isEdited);
 *   expect(slack.faults).toEqual([]);
 *   await slack.close();
 *
 * Every message and view runs through slack-limits: what Slack would refuse is refused and noted in `faults`, what
 * breaks a house rule only is noted. Times are those of `now`, so a fixed clock works. `emulate` keeps messages and
 * views; people, channels, response_urls and Socket Mode are ours.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createHandler } from './slack/api-server.ts';
import {
  channelFrom,
  directMessageId,
  memberFrom,
  type NewChannel,
  type NewMember,
} from './slack/directory.ts';
import { type JsonObject, stringOf } from './slack/json.ts';
import { bot, startKeeper } from './slack/keeper.ts';
import { allMessages } from './slack/methods.ts';
import { createPerson, deliverEvent, type EventOptions, type Person } from './slack/person.ts';
import { createPlannedFaults, type PlannedFault } from './slack/planned-faults.ts';
import { createResponseUrl } from './slack/response-urls.ts';
import { messageFrom, runMethod } from './slack/run-method.ts';
import { createWaiting } from './slack/waiting.ts';
import type {
  Ack,
  BotTarget,
  EphemeralMessage,
  SlackCall,
  SlackFile,
  SlackMessage,
  SlackView,
  World,
} from './slack/world.ts';
import { type SocketModeServer, startSocketModeServer } from './socket-mode-server.ts';

export type PretendSlack = {
  /** For SLACK_API_URL. */
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  teamId: string;
  botUserId: string;
  /** The bot's environment for this Slack. */
  env: (mode: 'http' | 'socket') => Record<string, string>;
  /** Where commands, clicks and events go. */
  connect: (target: BotTarget) => void;
  socket: SocketModeServer;

  user: (id: string) => Person;
  addUser: (member: NewMember) => Person;
  /** Changes what Slack says about a person, such as `{ isDeleted: true }`. */
  changeUser: (id: string, change: Partial<NewMember>) => void;
  addChannel: (channel: NewChannel) => Promise<void>;
  changeChannel: (id: string, change: Partial<NewChannel>) => void;
  /** Makes exactly these people the members of a user group. */
  setGroup: (id: string, userIds: string[]) => void;

  /** Every message of a channel or of a person's direct message as it stands now, thread replies included, oldest first. */
  messages: (channelOrUserId: string) => Promise<SlackMessage[]>;
  ephemerals: readonly EphemeralMessage[];
  /** Open modals and published home tabs. */
  views: () => SlackView[];
  /** Files that were shared, with their bytes as text. */
  files: () => SlackFile[];
  calls: readonly SlackCall[];
  faults: readonly string[];

  /** `method` is a Web API method or `response_url`. */
  failNext: (method: string, fault: PlannedFault, times?: number) => void;
  /** Resolves when the next call of this method arrives, before it is answered. */
  nextCall: (method: string) => Promise<SlackCall>;
  /** Resolves with the first truthy result of `check`, tried after every call of the bot; rejects after `timeoutMs`. */
  until: <T>(check: () => T | Promise<T>, timeoutMs?: number) => Promise<NonNullable<T>>;
  event: (event: JsonObject, options?: EventOptions) => Promise<Ack>;
  /** A fresh response_url of that person in that channel. */
  responseUrl: (userId: string, channelId: string) => string;
  close: () => Promise<void>;
};

export type PretendSlackOptions = {
  now?: () => Date;
  teamId?: string;
  users?: NewMember[];
  channels?: NewChannel[];
};

const defaultUsers: NewMember[] = [
  { id: 'UADMIN', name: 'Ann Admin', isAdmin: true },
  { id: 'UMANAGER', name: 'Max Manager' },
  { id: 'UREP1', name: 'Rita Rep' },
  { id: 'UREP2', name: 'Ron Rep' },
];
const defaultChannels: NewChannel[] = [
  { id: 'CSALES', name: 'sales' },
  { id: 'CGENERAL', name: 'general' },
];

export async function createPretendSlack(options: PretendSlackOptions = {}): Promise<PretendSlack> {
  const teamId = options.teamId ?? 'T0PRETEND';
  const secrets = {
    botToken: `xoxb-${teamId}`,
    appToken: `xapp-${teamId}`,
    signingSecret: `secret-${teamId}`,
  };
  const server = createServer();
  server.listen(0, '127.0.0.1');
  const [keeper, socket] = await Promise.all([
    startKeeper(teamId),
    startSocketModeServer(),
    once(server, 'listening'),
  ]);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  let ids = 0;

  const world: World = {
    teamId,
    now: options.now ?? (() => new Date()),
    baseUrl: `http://127.0.0.1:${port}`,
    keeper,
    socket,
    members: new Map(),
    channels: new Map(),
    groups: new Map(),
    ephemerals: [],
    views: new Map(),
    files: new Map(),
    postedAt: new Map(),
    lastPosts: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    faults: [],
    target: undefined,
    run: (method, params) => runMethod(world, method, params),
    nextId: (prefix) => {
      ids += 1;
      return prefix === '' ? `${Math.floor(world.now().getTime() / 1000)}.${9e5 + ids}` : `${prefix}${ids}`;
    },
  };
  const calls: SlackCall[] = [];
  const planned = createPlannedFaults();
  const waiting = createWaiting();
  server.on('request', createHandler({ world, secrets, calls, planned, waiting }));

  const people = new Map<string, Person>();
  const addUser = (input: NewMember): Person => {
    const member = memberFrom(input, teamId);
    keeper.seatMember(member.id);
    world.members.set(member.id, member);
    const person = createPerson(world, member);
    people.set(member.id, person);
    return person;
  };
  const addChannel = async (input: NewChannel) => {
    world.channels.set(input.id, channelFrom(input));
    await keeper.createChannel(input.id);
  };

  const botMember = { id: bot.userId, name: bot.name, email: '', tz: undefined, isBot: true };
  world.members.set(bot.userId, memberFrom(botMember, teamId));
  for (const user of options.users ?? defaultUsers) addUser(user);
  for (const channel of options.channels ?? defaultChannels) await addChannel(channel);

  return {
    apiUrl: `${world.baseUrl}/api/`,
    ...secrets,
    teamId,
    botUserId: bot.userId,
    env: (mode) => ({
      SLACK_API_URL: `${world.baseUrl}/api/`,
      SLACK_BOT_TOKEN: secrets.botToken,
      ...(mode === 'socket'
        ? { SLACK_APP_TOKEN: secrets.appToken }
        : { SLACK_SIGNING_SECRET: secrets.signingSecret }),
    }),
    connect: (target) => {
      world.target = target;
    },
    socket,

    user: (id) => {
      const person = people.get(id);
      if (!person)
        throw new Error(`Nobody in the pretend Slack is ${id}, only: ${[...people.keys()].join(', ')}`);
      return person;
    },
    addUser,
    setGroup: (id, userIds) => {
      world.groups.set(id, userIds);
    },
    changeUser: (id, change) => {
      Object.assign(world.members.get(id) ?? {}, change);
    },
    addChannel,
    changeChannel: (id, change) => {
      Object.assign(world.channels.get(id) ?? {}, change);
    },

    messages: async (id) => {
      const channelId = world.members.has(id) ? directMessageId(id) : id;
      if (world.members.has(id)) await keeper.openDirectMessage(id, channelId);
      const parents = await allMessages(world, channelId);
      const threads = parents.filter((message) => Number(message.reply_count) > 0);
      const replies = await Promise.all(
        threads.map((parent) =>
          keeper.call('conversations.replies', { channel: channelId, ts: stringOf(parent.ts) }),
        ),
      );
      const all = [...parents, ...replies.flatMap((answer) => messagesOf(answer).slice(1))];
      return all.map((raw) => messageFrom(raw, channelId)).sort((a, b) => (a.ts < b.ts ? -1 : 1));
    },
    ephemerals: world.ephemerals,
    views: () => [...world.views.values()],
    files: () => [...world.files.values()].filter(({ channelId }) => channelId !== undefined),
    calls,
    faults: world.faults,

    failNext: planned.failNext,
    nextCall: waiting.nextCall,
    until: waiting.until,
    event: (event, eventOptions) => deliverEvent(world, event, eventOptions),
    responseUrl: (userId, channelId) => createResponseUrl(world, userId, channelId),
    close: async () => {
      waiting.close();
      server.close();
      server.closeAllConnections();
      await Promise.all([keeper.close(), socket.close()]);
    },
  };
}

function messagesOf(answer: JsonObject): JsonObject[] {
  return Array.isArray(answer.messages) ? answer.messages : [];
}
