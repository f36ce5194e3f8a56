import type { Logger } from 'pino';
import type { Context } from '../context.ts';
import { type ClaimedDelivery, type DeliveryOutcome, isPerson } from '../outbox/delivery.ts';
import { noteDeletedFile } from '../outbox/owe-deleted-files.ts';
import { quietUntil } from '../sla/quiet-hours.ts';
import type { Directory } from '../team/directory.ts';
import { findMemberCalendar } from '../team/find-member-calendar.ts';
import { requirePrivateToUs } from './channels.ts';
import { createCharts } from './charts.ts';
import { outcomeOf } from './delivery-outcome.ts';
import type { HomeTabs } from './home/home-tabs.ts';
import { type Known, renderDelivery } from './render-delivery.ts';
import { type SlackClient, slackErrorCode } from './web-client.ts';

/** What ties a posted message to its delivery, so that a lost answer does not mean a second message. */
const DELIVERY_EVENT = 'funnel_delivery';

const CLOCK_SKEW_MS = 60_000;

export type Deliver = (ctx: Context, delivery: ClaimedDelivery, known?: Known) => Promise<DeliveryOutcome>;

/** Brings deliveries to Slack: posts once, afterwards updates that message. `findPerson` says in which language people read. */
export function createDeliverer(
  client: SlackClient,
  logger: Logger,
  charts = createCharts(),
  findPerson?: Directory['find'],
  homes?: () => Pick<HomeTabs, 'open'>,
): Deliver {
  const conversations = new Map<string, string>();

  /** Where to post: a channel as it is, a person by the direct conversation with them. */
  async function conversationOf(recipientId: string): Promise<string> {
    if (!isPerson(recipientId)) return recipientId;
    const known = conversations.get(recipientId);
    if (known) return known;
    const { channel } = await client.conversations.open({ users: recipientId });
    const channelId = channel?.id ?? recipientId;
    conversations.set(recipientId, channelId);
    return channelId;
  }

  /**
   * An earlier attempt may have posted without our learning of it: look before posting again. `unknown`: there is no
   * time left to look at everything.
   */
  async function findPosted(
    channel: string,
    delivery: ClaimedDelivery,
    since: Date,
    isLate: () => boolean,
    thread: string | undefined,
  ): Promise<{ ts: string } | 'absent' | 'unknown'> {
    const read = (page: { channel: string; oldest: string; limit: number; include_all_metadata: boolean }) =>
      thread ? client.conversations.replies({ ...page, ts: thread }) : client.conversations.history(page);
    let cursor: string | undefined;
    do {
      const history = await read({
        channel,
        oldest: String((since.getTime() - CLOCK_SKEW_MS) / 1000),
        include_all_metadata: true,
        limit: 100,
        ...(cursor ? { cursor } : {}),
      });
      const found = history.messages?.find((message) => deliveryIdOf(message) === delivery.deliveryId);
      if (found?.ts) return { ts: found.ts };
      cursor = history.response_metadata?.next_cursor || undefined;
    } while (cursor && !isLate());
    return cursor ? 'unknown' : 'absent';
  }

  async function deleteFile(ctx: Context, { payload }: ClaimedDelivery): Promise<DeliveryOutcome> {
    const fileId = String(payload.fileId);
    try {
      await client.files.delete({ file: fileId });
    } catch (error) {
      const code = slackErrorCode(error);
      if (code === 'cant_delete_file') return { kind: 'failed', error: code };
      if (code !== 'file_not_found' && code !== 'file_deleted') throw error;
    }
    await noteDeletedFile(ctx, fileId);
    return { kind: 'done' };
  }

  async function attempt(
    ctx: Context,
    delivery: ClaimedDelivery,
    onPosting: () => void,
    known: Known | undefined,
  ): Promise<DeliveryOutcome> {
    if (delivery.kind === 'delete-file') return deleteFile(ctx, delivery);
    if (delivery.kind === 'home') {
      await homes?.().open({ userId: delivery.recipientId });
      return { kind: 'done' };
    }
    const isLate = () => ctx.now() > delivery.postBy;
    const rendering = await renderDelivery(ctx, delivery, findPerson, known);
    if (delivery.messageTs && delivery.channelId) {
      const { channelId: channel, messageTs: ts } = delivery;
      if (rendering.kind === 'message') {
        await charts.send(rendering.message, ctx.now(), (message) =>
          client.chat.update({ channel, ts, ...message }),
        );
      }
      const refreshAt = rendering.kind === 'message' ? rendering.refreshAt : undefined;
      return { kind: 'posted', channelId: channel, messageTs: ts, refreshAt };
    }
    const channel = await conversationOf(delivery.recipientId);
    const thread = rendering.kind === 'message' ? rendering.thread : undefined;
    if (delivery.lostSince) {
      const found = await findPosted(channel, delivery, delivery.lostSince, isLate, thread);
      if (found === 'unknown') return outOfTime(ctx, delivery);
      if (found !== 'absent') return { kind: 'found', channelId: channel, messageTs: found.ts };
    }
    if (rendering.kind === 'obsolete') return { kind: 'cancelled', reason: rendering.reason };
    if (!isPerson(delivery.recipientId)) await requirePrivateToUs(client, channel);
    const quietUntilAt = await quietTime(ctx, delivery);
    if (quietUntilAt)
      return { kind: 'retry', error: 'outside working hours', at: quietUntilAt, mayHavePosted: false };
    if (isLate()) return outOfTime(ctx, delivery);
    onPosting();
    const posted = await charts.send(rendering.message, ctx.now(), (message) =>
      client.chat.postMessage({
        channel,
        ...message,
        ...(thread ? { thread_ts: thread } : {}),
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: DELIVERY_EVENT, event_payload: { id: delivery.deliveryId } },
      }),
    );
    return {
      kind: 'posted',
      channelId: posted.channel ?? channel,
      messageTs: posted.ts ?? '',
      refreshAt: rendering.refreshAt,
    };
  }

  return async function deliver(ctx, delivery, known) {
    let posting = false;
    try {
      const onPosting = () => {
        posting = true;
      };
      return await attempt(ctx, delivery, onPosting, known);
    } catch (error) {
      const outcome = outcomeOf(error, delivery, posting, ctx.now());
      if (outcome.kind === 'failed') conversations.delete(delivery.recipientId);
      logger.warn(
        { err: error, deliveryId: delivery.deliveryId, kind: delivery.kind, outcome: outcome.kind },
        'delivery',
      );
      return outcome;
    }
  };
}

/** A ping that was held up, by Slack or by the hour's limit, does not go out at night for that. */
async function quietTime(ctx: Context, { payload, recipientId }: ClaimedDelivery): Promise<Date | undefined> {
  if (!payload.quiet || !isPerson(recipientId)) return undefined;
  const until = quietUntil(await findMemberCalendar(ctx, recipientId), ctx.now());
  return until > ctx.now() ? until : undefined;
}

function deliveryIdOf(message: object): unknown {
  const { metadata } = message as { metadata?: { event_type?: string; event_payload?: { id?: unknown } } };
  return metadata?.event_type === DELIVERY_EVENT ? metadata.event_payload?.id : undefined;
}

/** Posted now, it could still be under way when another process takes over and posts it too. */
function outOfTime(ctx: Context, delivery: ClaimedDelivery): DeliveryOutcome {
  const mayHavePosted = delivery.lostSince !== null;
  return { kind: 'retry', error: 'no time was left to post it', at: ctx.now(), mayHavePosted };
}
