import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { deliveries } from '../db/schema.ts';
import { assertNever } from '../errors.ts';
import type { ClaimedDelivery, DeliveryOutcome } from './delivery.ts';

/** Writes down how an attempt ended. A message whose content changed during the attempt stays owed. */
export async function settleDelivery(
  ctx: Context,
  claimed: ClaimedDelivery,
  outcome: DeliveryOutcome,
): Promise<void> {
  const now = ctx.now();
  const changes = changesOf(claimed, outcome, now);
  const mine = and(
    eq(deliveries.workspaceId, ctx.workspaceId),
    eq(deliveries.deliveryId, claimed.deliveryId),
  );
  const posted = outcome.kind === 'posted' || outcome.kind === 'found';
  // Where a message stands is true whoever learns it; anything else is only for whoever holds the lease. Attempts are
  // counted anew after each post, so that the end of the lease is needed to tell two claims apart.
  const holdsLease = and(eq(deliveries.attempts, claimed.attempts), eq(deliveries.runAt, claimed.runAt));
  await ctx.db
    .update(deliveries)
    .set(changes)
    .where(posted ? mine : and(mine, holdsLease));
}

function changesOf(claimed: ClaimedDelivery, outcome: DeliveryOutcome, now: Date) {
  switch (outcome.kind) {
    case 'posted': {
      const nextAt = outcome.refreshAt ?? now;
      const unchanged = sql`${deliveries.version} = ${claimed.version}`;
      return {
        ...whereItStands(outcome, now),
        state: outcome.refreshAt
          ? ('owed' as const)
          : sql<'owed' | 'settled'>`case when ${unchanged} then 'settled' else 'owed' end`,
        runAt: sql`case when ${unchanged} then ${nextAt.toISOString()}::timestamptz else ${now.toISOString()}::timestamptz end`,
      };
    }
    case 'found':
      return { ...whereItStands(outcome, now), runAt: now };
    case 'cancelled':
      return { state: 'cancelled' as const, lastError: outcome.reason, postingSince: null, settledAt: now };
    case 'failed':
      return { state: 'failed' as const, lastError: outcome.error, settledAt: now };
    case 'retry':
      return {
        runAt: outcome.at,
        lastError: outcome.error,
        postingSince: outcome.mayHavePosted ? claimed.postingSince : null,
      };
    default:
      return assertNever(outcome);
  }
}

function whereItStands({ channelId, messageTs }: { channelId: string; messageTs: string }, now: Date) {
  return { channelId, messageTs, postingSince: null, attempts: 0, lastError: null, settledAt: now };
}
