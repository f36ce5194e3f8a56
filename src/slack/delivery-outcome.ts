import { webApi } from '@slack/bolt';
import { NotAllowedError } from '../errors.ts';
import type { ClaimedDelivery, DeliveryOutcome } from '../outbox/delivery.ts';
import { REFUSES_APP } from '../outbox/refusals.ts';
import { slackErrorCode } from './web-client.ts';

/** Refusals of the recipient, for whatever message. */
export const REFUSES_RECIPIENT = [
  'cannot_dm_bot',
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'restricted_action',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
] as const;

/** Refusals of this message alone. */
export const REFUSES_MESSAGE = [
  'block_mismatch',
  'cant_update_message',
  'edit_window_closed',
  'invalid_blocks',
  'is_inactive',
  'message_not_found',
  'metadata_too_large',
  'msg_blocks_too_long',
  'msg_too_long',
] as const;

const APP: ReadonlySet<string> = new Set(REFUSES_APP);
const RECIPIENT: ReadonlySet<string> = new Set(REFUSES_RECIPIENT);
const MESSAGE: ReadonlySet<string> = new Set(REFUSES_MESSAGE);

const APP_RETRY_MS = 300_000;

/** What an error means for a delivery. `posting`: the call to post had begun. */
export function outcomeOf(
  error: unknown,
  delivery: ClaimedDelivery,
  posting: boolean,
  now: Date,
): DeliveryOutcome {
  const mayHavePosted = delivery.lostSince !== null;
  const after = (ms: number) => new Date(now.getTime() + ms);
  const source = slackErrorOf(error);
  if (source instanceof webApi.WebAPIRateLimitedError) {
    const at = after(source.retryAfter * 1000);
    return { kind: 'retry', error: 'rate limited', at, mayHavePosted, tooMany: posting };
  }
  const code = slackErrorCode(source);
  if (code && APP.has(code)) return { kind: 'retry', error: code, at: after(APP_RETRY_MS), mayHavePosted };
  if (code && (RECIPIENT.has(code) || code.startsWith('restricted_action')))
    return { kind: 'failed', error: code, unreachable: true };
  if (code && MESSAGE.has(code)) return { kind: 'failed', error: code };
  if (error instanceof NotAllowedError && code === undefined)
    return { kind: 'failed', error: error.message, unreachable: true };
  // A refusal says that nothing was posted; silence, a broken connection or a fault inside Slack say nothing.
  const isRefusal = code !== undefined && code !== 'internal_error' && code !== 'fatal_error';
  return {
    kind: 'retry',
    error: code ?? (error instanceof Error ? error.message : String(error)),
    at: after(backoffMs(delivery.attempts)),
    mayHavePosted: mayHavePosted || (posting && !isRefusal),
  };
}

/** What Slack answered, where one of our own errors tells of it. */
function slackErrorOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  const isSlacks =
    cause instanceof webApi.WebAPIPlatformError || cause instanceof webApi.WebAPIRateLimitedError;
  return isSlacks ? cause : error;
}

/** 1 s, 2 s, 4 s … up to five minutes. */
function backoffMs(attempts: number): number {
  return Math.min(300_000, 1000 * 2 ** Math.min(attempts - 1, 10));
}
