import type { Context } from '../context.ts';
import { bundleDeliveries } from '../outbox/bundle-deliveries.ts';
import { claimDeliveries, nextDeliveryAt } from '../outbox/claim-deliveries.ts';
import type { ClaimedDelivery, DeliveryOutcome } from '../outbox/delivery.ts';
import { settleDelivery } from '../outbox/settle-delivery.ts';

const BATCH = 20;

interface DrainOptions {
  leaseMs: number;
  deliver: (ctx: Context, delivery: ClaimedDelivery) => Promise<DeliveryOutcome>;
  onOutcome: (delivery: ClaimedDelivery, outcome: DeliveryOutcome) => void;
  onError: (error: unknown) => void;
  isStopping: () => boolean;
}

/**
 * Sends what is owed, recipients side by side, the messages of one recipient in turn. Returns when the next one falls
 * due.
 */
export async function drainOutbox(ctx: Context, options: DrainOptions): Promise<Date | undefined> {
  while (!options.isStopping()) {
    await bundleDeliveries(ctx);
    const claimed = await claimDeliveries(ctx, { limit: BATCH, leaseMs: options.leaseMs });
    if (claimed.length === 0) break;
    const byRecipient = Map.groupBy(claimed, (delivery) => delivery.recipientId);
    await Promise.all(
      [...byRecipient.values()].map(async (deliveries) => {
        for (const delivery of deliveries) {
          // Begun late in the lease it could still be under way when another process takes over and posts it too.
          if (ctx.now().getTime() > delivery.runAt.getTime() - options.leaseMs / 2) continue;
          await attempt(ctx, delivery, options);
        }
      }),
    );
  }
  return nextDeliveryAt(ctx);
}

/** One that cannot be settled stays leased and is tried again; the others go on. */
async function attempt(ctx: Context, delivery: ClaimedDelivery, options: DrainOptions): Promise<void> {
  try {
    const outcome = await options.deliver(ctx, delivery);
    await settleDelivery(ctx, delivery, outcome);
    options.onOutcome(delivery, outcome);
  } catch (error) {
    options.onError(error);
  }
}
