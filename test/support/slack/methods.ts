/** The Web API methods the pretend Slack answers from its own state, and the checks before the keeper is asked. */
import { channelJson, directMessageId, directMessageJson, userJson } from './directory.ts';
import { type JsonObject, objectOf, objectsOf, parsedJson, stringOf } from './json.ts';
import { bot } from './keeper.ts';
import type { World } from './world.ts';

type Method = (world: World, params: JsonObject) => JsonObject | Promise<JsonObject>;

const refusal = (error: string): JsonObject => ({ ok: false, error });

export const ownMethods: Record<string, Method> = {
  'api.test': () => ({ ok: true }),
  'auth.test': (world) => ({
    ok: true,
    url: 'https://corp.slack.test/',
    team: 'Corp',
    team_id: world.teamId,
    user: bot.name,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  }),
  'team.info': (world) => ({ ok: true, team: { id: world.teamId, name: 'Corp', domain: 'corp' } }),
  'users.info': (world, params) => {
    const member = world.members.get(stringOf(params.user));
    return member ? { ok: true, user: userJson(member) } : refusal('user_not_found');
  },
  'users.lookupByEmail': (world, params) => {
    const email = stringOf(params.email).toLowerCase();
    const member = [...world.members.values()].find(
      (one) => one.email.toLowerCase() === email && !one.isDeleted,
    );
    return member && !member.isBot ? { ok: true, user: userJson(member) } : refusal('users_not_found');
  },
  'users.list': (world, params) => page('members', [...world.members.values()].map(userJson), params),
  'usergroups.users.list': (world, params) => {
    const users = world.groups.get(stringOf(params.usergroup));
    return users ? { ok: true, users } : refusal('no_such_subteam');
  },
  'users.conversations': (world, params) =>
    page('channels', [...world.channels.values()].filter((one) => one.isMember).map(channelJson), params),
  'conversations.list': (world, params) =>
    page('channels', [...world.channels.values()].map(channelJson), params),
  'conversations.info': (world, params) => {
    const id = stringOf(params.channel);
    const channel = world.channels.get(id);
    const person = directMessagePartner(world, id);
    if (channel && (channel.isMember || !channel.isPrivate))
      return { ok: true, channel: channelJson(channel) };
    return person === undefined
      ? refusal('channel_not_found')
      : { ok: true, channel: directMessageJson(person) };
  },
  'conversations.members': (world, params) => {
    const channel = world.channels.get(stringOf(params.channel));
    return channel ? page('members', channel.members, params) : refusal('channel_not_found');
  },
  'conversations.join': (world, params) => {
    const channel = world.channels.get(stringOf(params.channel));
    if (!channel || channel.isPrivate) return refusal('channel_not_found');
    channel.isMember = true;
    return { ok: true, channel: channelJson(channel) };
  },
  'conversations.open': async (world, params) => {
    const userId = stringOf(params.users);
    const member = world.members.get(userId);
    if (!member || member.isBot) return refusal('user_not_found');
    if (member.isDeleted) return refusal('user_disabled');
    const id = directMessageId(userId);
    await world.keeper.openDirectMessage(userId, id);
    return { ok: true, channel: params.return_im ? directMessageJson(userId) : { id } };
  },
  'conversations.history': history,
  'conversations.replies': async (world, params) => {
    const answer = await world.keeper.call('conversations.replies', params);
    return { ...answer, messages: objectsOf(answer.messages).map((message) => readable(message, params)) };
  },
  'chat.postEphemeral': (world, params) => {
    const userId = stringOf(params.user);
    const channel = world.channels.get(stringOf(params.channel));
    if (!world.members.has(userId)) return refusal('user_not_found');
    if (channel && channel.members.length > 0 && !channel.members.includes(userId))
      return refusal('user_not_in_channel');
    const ts = world.nextId('');
    const where = { channelId: stringOf(params.channel), userId };
    world.ephemerals.push({
      kind: 'ephemeral',
      ts,
      ...where,
      text: stringOf(params.text),
      blocks: objectsOf(params.blocks),
    });
    return { ok: true, message_ts: ts };
  },
  'files.getUploadURLExternal': (world, params) => {
    const id = world.nextId('F');
    world.files.set(id, { id, name: stringOf(params.filename), content: '', channelId: undefined });
    return { ok: true, file_id: id, upload_url: `${world.baseUrl}/upload/${id}` };
  },
  'files.completeUploadExternal': (world, params) => {
    const files = objectsOf(parsedJson(params.files)).flatMap(
      ({ id }) => world.files.get(stringOf(id)) ?? [],
    );
    if (files.length === 0) return refusal('file_not_found');
    for (const file of files) file.channelId = stringOf(params.channel_id);
    return { ok: true, files: files.map(({ id, name }) => ({ id, title: name })) };
  },
  'files.delete': (world, params) =>
    world.files.delete(stringOf(params.file)) ? { ok: true } : refusal('file_not_found'),
  'dnd.info': () => ({ ok: true, dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 }),
  'apps.connections.open': (world) => ({ ok: true, url: world.socket.url }),
};

export function directMessagePartner(world: World, channelId: string): string | undefined {
  return [...world.members.keys()].find((userId) => directMessageId(userId) === channelId);
}

/** The error Slack gives when the bot may not use this conversation in this way. */
export function conversationFault(world: World, method: string, channelId: string): string | undefined {
  const channel = world.channels.get(channelId);
  if (!channel) return directMessagePartner(world, channelId) === undefined ? 'channel_not_found' : undefined;
  if (channel.isPrivate && !channel.isMember) return 'channel_not_found';
  if (channel.isArchived && method.startsWith('chat.post')) return 'is_archived';
  return channel.isMember ? undefined : 'not_in_channel';
}

/** Newest first; `oldest` and `latest` go by the clock of the test. */
async function history(world: World, params: JsonObject): Promise<JsonObject> {
  const at = (ts: string) => world.postedAt.get(ts) ?? Number(ts);
  const oldest = params.oldest === undefined ? 0 : at(String(params.oldest));
  const latest = params.latest === undefined ? Number.POSITIVE_INFINITY : at(String(params.latest));
  const isInclusive = params.inclusive === true || params.inclusive === 'true';
  const within = (ts: string) =>
    isInclusive ? at(ts) >= oldest && at(ts) <= latest : at(ts) > oldest && at(ts) < latest;
  const all = await allMessages(world, stringOf(params.channel));
  const messages = all
    .filter((message) => within(stringOf(message.ts)))
    .map((message) => readable(message, params));
  const answer = page('messages', messages, params);
  return { ...answer, has_more: answer.response_metadata !== undefined };
}

export async function allMessages(world: World, channelId: string): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (let cursor = ''; ; ) {
    const answer = await world.keeper.call('conversations.history', {
      channel: channelId,
      limit: 1000,
      cursor,
    });
    const messages = objectsOf(answer.messages);
    found.push(...messages);
    cursor = answer.has_more === true ? stringOf(objectOf(answer.response_metadata).next_cursor) : '';
    if (cursor === '') return found;
  }
}

function readable(message: JsonObject, params: JsonObject): JsonObject {
  if (params.include_all_metadata === true || params.include_all_metadata === 'true') return message;
  const { metadata: _hidden, ...rest } = message;
  return rest;
}

function page(name: string, items: unknown[], params: JsonObject): JsonObject {
  const limit = Number(params.limit) || 100;
  const from = Number(params.cursor) || 0;
  const next = from + limit < items.length ? String(from + limit) : undefined;
  const slice = { ok: true, [name]: items.slice(from, from + limit) };
  return next === undefined ? slice : { ...slice, response_metadata: { next_cursor: next } };
}
