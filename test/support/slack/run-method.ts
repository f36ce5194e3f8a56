/** One Web API call of the bot, from its parameters to Slack's answer. */
import { slackFaults } from '../slack-limits.ts';
import { directMessageId } from './directory.ts';
import { isObject, type JsonObject, objectOf, objectsOf, parsedJson, stringOf } from './json.ts';
import { bot } from './keeper.ts';
import { conversationFault, directMessagePartner, ownMethods } from './methods.ts';
import { noteFaults } from './note-faults.ts';
import { rememberView, viewFaultsOf } from './views.ts';
import type { World } from './world.ts';

const jsonParams = ['blocks', 'attachments', 'metadata', 'view'];
const inConversation = /^(chat\.(?!scheduledMessages)|conversations\.(history|replies|members))/;

export async function runMethod(world: World, method: string, given: JsonObject): Promise<JsonObject> {
  const postedAt = world.now().getTime() / 1000;
  const params = await resolveChannel(world, method, parseParams(given));
  if (params.error !== undefined && params.ok === false) return params;

  const refused = noteFaults(world, method, faultsOf(method, params));
  if (refused.length > 0) {
    const error = refused[0]?.includes('msg_blocks_too_long') ? 'msg_blocks_too_long' : 'invalid_blocks';
    return { ok: false, error, response_metadata: { messages: refused.map((fault) => `[ERROR] ${fault}`) } };
  }
  if (inConversation.test(method)) {
    const error = conversationFault(world, method, stringOf(params.channel));
    if (error !== undefined) return { ok: false, error };
  }
  const own = Object.hasOwn(ownMethods, method) ? ownMethods[method] : undefined;
  if (own) return own(world, params);

  const author = method === 'chat.postMessage' ? { bot_id: bot.botId, app_id: bot.appId } : {};
  const answer = await world.keeper.call(method, { ...params, ...author });
  if (answer.ok === true && method === 'chat.postMessage') world.postedAt.set(stringOf(answer.ts), postedAt);
  if (answer.ok === true && isObject(answer.view))
    rememberView(world, viewOwner(world, params, answer.view), answer.view);
  return answer;
}

export function parseParams(params: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(params)
      .filter(([name]) => name !== 'token')
      .map(([name, value]) => [name, jsonParams.includes(name) ? parsedJson(value) : value]),
  );
}

/** A person's id is a channel for chat.postMessage only; their direct message must be open at the keeper. */
async function resolveChannel(world: World, method: string, params: JsonObject): Promise<JsonObject> {
  const channel = stringOf(params.channel);
  const isPerson = method === 'chat.postMessage' && world.members.has(channel);
  const userId = isPerson ? channel : directMessagePartner(world, channel);
  if (userId === undefined) return params;
  const member = world.members.get(userId);
  if (method.startsWith('chat.post') && (member?.isDeleted || member?.isBot))
    return { ok: false, error: 'channel_not_found' };
  await world.keeper.openDirectMessage(userId, directMessageId(userId));
  return { ...params, channel: directMessageId(userId) };
}

function faultsOf(method: string, params: JsonObject): string[] {
  if (method === 'chat.postMessage' || method === 'chat.update') return slackFaults('message', params);
  if (method === 'chat.postEphemeral') return slackFaults('ephemeral', params);
  return method.startsWith('views.') ? viewFaultsOf(params, method) : [];
}

function viewOwner(world: World, params: JsonObject, view: JsonObject): string {
  const known = world.views.get(stringOf(view.id));
  const trigger = stringOf(params.trigger_id) || stringOf(params.interactivity_pointer);
  return known?.userId ?? world.triggers.get(trigger) ?? stringOf(params.user_id);
}

export function messageFrom(raw: JsonObject, channelId: string) {
  const metadata = isObject(raw.metadata) ? raw.metadata : undefined;
  return {
    kind: 'message' as const,
    ts: stringOf(raw.ts),
    channelId,
    userId: stringOf(raw.user),
    text: stringOf(raw.text),
    blocks: objectsOf(raw.blocks),
    metadata: metadata && {
      event_type: stringOf(metadata.event_type),
      event_payload: objectOf(metadata.event_payload),
    },
    threadTs: stringOf(raw.thread_ts) || undefined,
    isEdited: raw.edited !== undefined,
  };
}
