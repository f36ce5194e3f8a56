import type { Context } from '../context.ts';
import { bundleDeliveries } from '../outbox/bundle-deliveries.ts';
import { claimDeliveries, nextDeliveryAt } from '../outbox/claim-deliveries.ts';
import { type ClaimedDelivery, type DeliveryOutcome, isPerson } from '../outbox/delivery.ts';
import { settleDelivery } from '../outbox/settle-delivery.ts';

/** So many calls to Slack side by side; the last of them are kept for what is more urgent than a digest. */
const MOST_UNDER_WAY = 20;
const KEPT_FOR_URGENT = 5;

/** With no more than this many under way it is time to look for others. */
const ROOMY = MOST_UNDER_WAY / 2;

/** While calls are under way something urgent may come in: whoever has it says so, a moment after which it is looked for. */
const HEED_MS = 20;

/** Where nobody says so, as another process, it is looked for less and less often. */
const LOOK_AGAIN_MS = 100;
const LOOK_AGAIN_AT_MOST_MS = 1000;

/** What is due and cannot be had is locked by somebody, for a moment. */
const LOCKED_MS = 50;

const DATABASE_AWAY_MS = 5000;

export interface DrainOptions {
  leaseMs: number;
  deliver: (ctx: Context, delivery: ClaimedDelivery) => Promise<DeliveryOutcome>;
  onOutcome: (delivery: ClaimedDelivery, outcome: DeliveryOutcome) => void;
  /** Slack brings nothing to this person any more. */
  onUnreachable?: (userId: string) => void | Promise<void>;
  onError: (error: unknown) => void;
  isStopping: () => boolean;
  /** Resolves when something is owed anew. */
  woken?: () => Promise<void>;
}

/**
 * Sends what is owed, conversations side by side, the messages of one conversation in turn. Returns when the next one
 * falls due.
 */
export async function drainOutbox(ctx: Context, options: DrainOptions): Promise<Date | undefined> {
  const underWay = new Map<string, { delivery: ClaimedDelivery; ended: Promise<void> }>();
  const start = (delivery: ClaimedDelivery) => {
    const id = delivery.deliveryId;
    const known = underWay.get(id);
    // A clock that jumps ends leases early: the attempt goes on under the new one.
    if (known) Object.assign(known.delivery, leaseOf(delivery));
    else
      underWay.set(id, {
        delivery,
        ended: attemptDelivery(ctx, delivery, options).finally(() => underWay.delete(id)),
      });
  };
  const ends = () => underWay.values().map(({ ended }) => ended);
  let next: Date | undefined;
  try {
    let pauseMs = LOOK_AGAIN_MS;
    while (!options.isStopping()) {
      next = await nextDeliveryAt(ctx);
      const isDue = next !== undefined && next <= ctx.now();
      const limit = MOST_UNDER_WAY - underWay.size;
      const claimed = isDue && limit > 0 ? await claim(ctx, limit, options) : [];
      claimed.forEach(start);
      if (underWay.size === 0) break;
      pauseMs = claimed.length > 0 ? LOOK_AGAIN_MS : Math.min(2 * pauseMs, LOOK_AGAIN_AT_MOST_MS);
      await untilThereIsRoom(() => underWay.size <= ROOMY, ends, pauseMs, options.woken?.());
    }
  } catch (error) {
    options.onError(error);
    return new Date(ctx.now().getTime() + DATABASE_AWAY_MS);
  } finally {
    await Promise.all(ends());
  }
  return next && new Date(Math.max(next.getTime(), ctx.now().getTime() + LOCKED_MS));
}

async function claim(ctx: Context, limit: number, { leaseMs }: DrainOptions): Promise<ClaimedDelivery[]> {
  await bundleDeliveries(ctx);
  return claimDeliveries(ctx, { limit, leaseMs, mostDigests: Math.max(0, limit - KEPT_FOR_URGENT) });
}

/** Delivers what this process has claimed. One that cannot be settled stays leased and is tried again. */
export async function attemptDelivery(
  ctx: Context,
  delivery: ClaimedDelivery,
  options: Pick<DrainOptions, 'deliver' | 'onOutcome' | 'onUnreachable' | 'onError'>,
): Promise<void> {
  try {
    const outcome = await options.deliver(ctx, delivery);
    let attempts: number;
    do {
      attempts = delivery.attempts;
      await settleDelivery(ctx, delivery, outcome);
      // Given a new lease meanwhile, the outcome is written down under that one.
    } while (delivery.attempts !== attempts);
    options.onOutcome(delivery, outcome);
    if (outcome.kind === 'failed' && outcome.unreachable && isPerson(delivery.recipientId)) {
      await options.onUnreachable?.(delivery.recipientId);
    }
  } catch (error) {
    options.onError(error);
  }
}

function leaseOf({ attempts, runAt, postBy, laneUntil }: ClaimedDelivery) {
  return { attempts, runAt, postBy, laneUntil };
}

/** Looking for work costs statements whatever it brings: not for each call that ends, but for many. */
async function untilThereIsRoom(
  isRoomy: () => boolean,
  ends: () => Iterable<Promise<void>>,
  mostMs: number,
  woken: Promise<void> | undefined,
): Promise<void> {
  let isTime = false;
  let isOver = false;
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = () => {
    isTime = true;
    resolve();
  };
  let timer = setTimeout(end, mostMs);
  void woken?.then(() => {
    if (isOver) return;
    clearTimeout(timer);
    timer = setTimeout(end, HEED_MS);
  });
  do await Promise.race([promise, ...ends()]);
  while (!isTime && !isRoomy());
  isOver = true;
  clearTimeout(timer);
}
