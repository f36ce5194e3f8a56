import { hasCharts, withoutCharts } from './messages/chart-block.ts';
import type { Message } from './messages/message.ts';
import { slackErrorCode } from './web-client.ts';

/** Whether this workspace takes charts: refused once, they are left out for a day. */
export interface Charts {
  /** Sends the message, and where Slack refuses its chart sends it again without. */
  send<Result>(message: Message, now: Date, send: (message: Message) => Promise<Result>): Promise<Result>;
}

const REFUSED_FOR_MS = 24 * 3_600_000;

/** Each process finds out by itself: a chart refused costs one more call. */
export function createCharts(): Charts {
  let refusedUntil = new Date(0);
  return {
    async send(message, now, send) {
      if (!hasCharts(message)) return send(message);
      const plain = withoutCharts(message);
      if (now < refusedUntil) return send(plain);
      try {
        return await send(message);
      } catch (error) {
        if (!isRefusalOfBlocks(error)) throw error;
        const sent = await send(plain);
        refusedUntil = new Date(now.getTime() + REFUSED_FOR_MS);
        return sent;
      }
    },
  };
}

/** What an address for answers says in its body, with a status that says nothing. */
class RefusedAnswerError extends Error {}

/** Slack does not say which block it was, and addresses for answers say no more than that the request was bad. */
function isRefusalOfBlocks(error: unknown): boolean {
  const isBadRequest = error instanceof Error && 'statusCode' in error && error.statusCode === 400;
  return isBadRequest || error instanceof RefusedAnswerError || slackErrorCode(error) === 'invalid_blocks';
}

/** @throws {RefusedAnswerError} where Slack took the request, but not the blocks in it. */
export async function requireTaken(response: { text(): Promise<string> }): Promise<void> {
  if ((await response.text()).includes('invalid_blocks')) throw new RefusedAnswerError('invalid_blocks');
}
