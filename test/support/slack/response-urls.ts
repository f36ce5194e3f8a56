/** response_url: five uses in 30 minutes, ephemeral by default, may replace or delete the message it belongs to. */
import { slackFaults } from '../slack-limits.ts';
import { type JsonObject, objectsOf, stringOf } from './json.ts';
import { noteFaults } from './note-faults.ts';
import type { EphemeralMessage, ResponseUrl, SlackMessage, World } from './world.ts';

const maxUses = 5;
const lifetimeMs = 30 * 60_000;

export function createResponseUrl(
  world: World,
  userId: string,
  channelId: string,
  original?: SlackMessage | EphemeralMessage,
): string {
  const id = world.nextId('R');
  world.responseUrls.set(id, { id, userId, channelId, createdAt: world.now().getTime(), uses: 0, original });
  return `${world.baseUrl}/response/${id}`;
}

export async function answerResponse(
  world: World,
  id: string,
  body: JsonObject,
): Promise<{ status: number; error?: string }> {
  const url = world.responseUrls.get(id);
  if (!url || world.now().getTime() - url.createdAt > lifetimeMs)
    return { status: 404, error: 'expired_url' };
  url.uses += 1;
  if (url.uses > maxUses) return { status: 404, error: 'used_url' };
  if (noteFaults(world, 'response_url', slackFaults('response', body)).length > 0) {
    return { status: 400, error: 'invalid_blocks' };
  }
  return show(world, url, body);
}

/** Also what Slack does with a message in the answer to a slash command. */
export async function show(
  world: World,
  url: ResponseUrl,
  body: JsonObject,
): Promise<{ status: number; error?: string }> {
  const original = url.original;
  const content = { text: stringOf(body.text), blocks: objectsOf(body.blocks) };
  if (original && body.delete_original === true) return remove(world, original);
  if (original && body.replace_original === true) return replace(world, original, content);
  if (body.response_type === 'in_channel') {
    const answer = await world.run('chat.postMessage', {
      channel: url.channelId,
      ...content,
      ...threadOf(body),
    });
    return answer.ok === true ? { status: 200 } : { status: 400, error: stringOf(answer.error) };
  }
  const where = { channelId: url.channelId, userId: url.userId };
  const message: EphemeralMessage = { kind: 'ephemeral', ts: world.nextId(''), ...where, ...content };
  world.ephemerals.push(message);
  url.original ??= message;
  return { status: 200 };
}

function threadOf(body: JsonObject): JsonObject {
  return body.thread_ts === undefined ? {} : { thread_ts: body.thread_ts };
}

async function remove(world: World, original: SlackMessage | EphemeralMessage) {
  if (original.kind === 'ephemeral') {
    const at = world.ephemerals.findIndex((one) => one.ts === original.ts);
    if (at >= 0) world.ephemerals.splice(at, 1);
  } else {
    await world.keeper.call('chat.delete', { channel: original.channelId, ts: original.ts });
  }
  return { status: 200 };
}

async function replace(
  world: World,
  original: SlackMessage | EphemeralMessage,
  content: { text: string; blocks: JsonObject[] },
) {
  if (original.kind === 'ephemeral') {
    const shown = world.ephemerals.find((one) => one.ts === original.ts);
    Object.assign(shown ?? {}, content);
  } else {
    await world.keeper.call('chat.update', { channel: original.channelId, ts: original.ts, ...content });
  }
  return { status: 200 };
}
