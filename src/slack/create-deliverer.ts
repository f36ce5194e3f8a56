import { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Context } from '../context.ts';
import { NotAllowedError } from '../errors.ts';
import type { ClaimedDelivery, DeliveryOutcome } from '../outbox/delivery.ts';
import { requirePrivateToUs } from './channels.ts';
import { renderDelivery } from './render-delivery.ts';
import { type SlackClient, slackErrorCode } from './web-client.ts';

/** What ties a posted message to its delivery, so that a lost answer does not mean a second message. */
const DELIVERY_EVENT = 'funnel_delivery';

/** Refusals that trying again will not change. */
const PERMANENT = new Set([
  'account_inactive',
  'cannot_dm_bot',
  'cant_update_message',
  'channel_not_found',
  'edit_window_closed',
  'invalid_auth',
  'invalid_blocks',
  'is_archived',
  'is_inactive',
  'message_not_found',
  'messages_tab_disabled',
  'missing_scope',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_permission',
  'not_authed',
  'not_in_channel',
  'restricted_action',
  'token_revoked',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
]);

const CLOCK_SKEW_MS = 60_000;
const MAX_PAGES = 20;

export type Deliver = (ctx: Context, delivery: ClaimedDelivery) => Promise<DeliveryOutcome>;

/** Brings deliveries to Slack: posts once, afterwards updates that message. */
export function createDeliverer(client: SlackClient, logger: Logger): Deliver {
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

  /** An earlier attempt may have posted without our learning of it: look before posting again. */
  async function findPosted(channel: string, deliveryId: string, since: Date): Promise<string | undefined> {
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const history = await client.conversations.history({
        channel,
        oldest: String((since.getTime() - CLOCK_SKEW_MS) / 1000),
        include_all_metadata: true,
        limit: 100,
        ...(cursor ? { cursor } : {}),
      });
      for (const message of history.messages ?? []) {
        const { metadata } = message as {
          metadata?: { event_type?: string; event_payload?: { id?: unknown } };
        };
        if (metadata?.event_type === DELIVERY_EVENT && metadata.event_payload?.id === deliveryId)
          return message.ts;
      }
      cursor = history.response_metadata?.next_cursor || undefined;
      if (!cursor) return undefined;
    }
    return undefined;
  }

  return async function deliver(ctx, delivery) {
    let posting = false;
    try {
      const rendering = await renderDelivery(ctx, delivery);
      if (delivery.messageTs && delivery.channelId) {
        const { channelId: channel, messageTs: ts } = delivery;
        if (rendering.kind === 'message') await client.chat.update({ channel, ts, ...rendering.message });
        const refreshAt = rendering.kind === 'message' ? rendering.refreshAt : undefined;
        return { kind: 'posted', channelId: channel, messageTs: ts, refreshAt };
      }
      const channel = await conversationOf(delivery.recipientId);
      if (delivery.lostSince) {
        const ts = await findPosted(channel, delivery.deliveryId, delivery.lostSince);
        if (ts) return { kind: 'found', channelId: channel, messageTs: ts };
      }
      if (rendering.kind === 'obsolete') return { kind: 'cancelled', reason: rendering.reason };
      if (!isPerson(delivery.recipientId)) await requirePrivateToUs(client, channel);
      posting = true;
      const posted = await client.chat.postMessage({
        channel,
        ...rendering.message,
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: DELIVERY_EVENT, event_payload: { id: delivery.deliveryId } },
      });
      return {
        kind: 'posted',
        channelId: posted.channel ?? channel,
        messageTs: posted.ts ?? '',
        refreshAt: rendering.refreshAt,
      };
    } catch (error) {
      const outcome = outcomeOf(error, delivery, posting, ctx.now());
      logger.warn(
        { err: error, deliveryId: delivery.deliveryId, kind: delivery.kind, outcome: outcome.kind },
        'delivery',
      );
      return outcome;
    }
  };
}

function isPerson(recipientId: string): boolean {
  return /^[UW]/.test(recipientId);
}

function outcomeOf(error: unknown, delivery: ClaimedDelivery, posting: boolean, now: Date): DeliveryOutcome {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const at = new Date(now.getTime() + error.retryAfter * 1000);
    return { kind: 'retry', error: 'rate limited', at, mayHavePosted: delivery.lostSince !== null };
  }
  if (error instanceof NotAllowedError) return { kind: 'failed', error: error.message };
  const code = slackErrorCode(error);
  if (code && (PERMANENT.has(code) || code.startsWith('restricted_action')))
    return { kind: 'failed', error: code };
  // A refusal says that nothing was posted; silence, a broken connection or a fault inside Slack say nothing.
  const isRefusal = code !== undefined && code !== 'internal_error' && code !== 'fatal_error';
  return {
    kind: 'retry',
    error: code ?? (error instanceof Error ? error.message : String(error)),
    at: new Date(now.getTime() + backoffMs(delivery.attempts)),
    mayHavePosted: delivery.lostSince !== null || (posting && !isRefusal),
  };
}

/** 1 s, 2 s, 4 s … up to five minutes. */
function backoffMs(attempts: number): number {
  return Math.min(300_000, 1000 * 2 ** Math.min(attempts - 1, 10));
}
