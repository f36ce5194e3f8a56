/**
 * `emulate` as the keeper of messages and views. It makes up its own ids for people and channels, and people cannot
 * be added once it runs: so it starts with a row of empty seats, and ids are translated on the way in and out.
 */
import { createEmulator } from 'emulate';
import { isObject, type JsonObject, objectOf, objectsOf, stringOf } from './json.ts';

export const bot = {
  userId: 'UFUNNELBOT',
  botId: 'BFUNNELBOT',
  appId: 'AFUNNELBOT',
  name: 'funnel',
} as const;

const seatCount = 100;
/** emulate refuses a token after 5,000 requests, so that many tokens take turns. */
const tokens = Array.from({ length: 20 }, (_, i) => `xoxb-keeper-${i}`);
const personParams = ['user', 'user_id', 'users', 'channel', 'channel_id'];

export type Keeper = {
  /** Answers as the Web API does; ids are those of the pretend workspace. */
  call: (method: string, params: JsonObject) => Promise<JsonObject>;
  seatMember: (userId: string) => void;
  openDirectMessage: (userId: string, directMessageId: string) => Promise<void>;
  createChannel: (channelId: string) => Promise<void>;
  close: () => Promise<void>;
};

export async function startKeeper(teamId: string): Promise<Keeper> {
  const emulator = await createEmulator({ service: 'slack', port: 0, seed: { slack: seed() } });
  const theirs = new Map<string, string>();
  const ours = new Map<string, string>([['T000000001', teamId]]);
  let turn = 0;

  const pair = (our: string, their: string) => {
    theirs.set(our, their);
    ours.set(their, our);
  };
  const inward = (name: string, value: unknown) =>
    personParams.includes(name) && typeof value === 'string' ? (theirs.get(value) ?? value) : value;

  const call = async (method: string, params: JsonObject) => {
    turn += 1;
    const body = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, inward(name, value)]),
    );
    const response = await fetch(`${emulator.url}/api/${method}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens[turn % tokens.length]}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) return { ok: false, error: 'unknown_method' };
    const text = await response.text();
    const answer: unknown = JSON.parse(
      text.replaceAll(/"([TUCDG][A-Z0-9]{8,})"/g, (whole, id) => {
        const our = ours.get(id);
        return our === undefined ? whole : `"${our}"`;
      }),
    );
    return isObject(answer) ? answer : { ok: false, error: 'internal_error' };
  };

  const opening = new Map<string, Promise<void>>();
  const openDirectMessage = async (userId: string, directMessageId: string) => {
    const answer = await call('conversations.open', { users: userId });
    pair(directMessageId, stringOf(objectOf(answer.channel).id));
  };

  const members = objectsOf((await call('users.list', { limit: 1000 })).members);
  const seats = members
    .filter((user) => stringOf(user.name).startsWith('seat-'))
    .map((user) => stringOf(user.id));

  return {
    call,
    seatMember: (userId) => {
      const seat = seats.pop();
      if (seat === undefined) throw new Error(`The pretend workspace has seats for ${seatCount} people only`);
      pair(userId, seat);
    },
    openDirectMessage: (userId, directMessageId) => {
      const open = opening.get(userId) ?? openDirectMessage(userId, directMessageId);
      opening.set(userId, open);
      return open;
    },
    createChannel: async (channelId) => {
      const answer = await call('conversations.create', { name: channelId.toLowerCase() });
      pair(channelId, stringOf(objectOf(answer.channel).id));
    },
    close: () => emulator.close(),
  };
}

function seed() {
  return {
    users: Array.from({ length: seatCount }, (_, i) => ({ name: `seat-${i}` })),
    oauth_apps: [
      {
        client_id: 'pretend',
        client_secret: 'pretend',
        app_id: bot.appId,
        name: bot.name,
        redirect_uris: [],
        scopes: [],
        bot_id: bot.botId,
        bot_user_id: bot.userId,
        bot_name: bot.name,
      },
    ],
    tokens: tokens.map((token) => ({
      token,
      type: 'bot',
      user_id: bot.userId,
      app_id: bot.appId,
      bot_id: bot.botId,
      bot_user_id: bot.userId,
    })),
  };
}
