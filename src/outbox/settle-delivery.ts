import { and, eq, type SQL, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { deliveries } from '../db/schema.ts';
import { assertNever } from '../errors.ts';
import type { ClaimedDelivery, DeliveryOutcome } from './delivery.ts';
import { freeLane, LANE_PAUSE_MS, LONGEST_BUSY_MS } from './lanes.ts';
import { oweUnshown } from './owe-unshown.ts';
import { redirectDelivery } from './redirect-delivery.ts';

/**
 * Writes down how an attempt ended. A message whose content changed during the attempt stays owed; one that cannot
 * reach its recipient is owed to the fallback; what a posted bundle can no longer be made to show is owed anew.
 */
export async function settleDelivery(
  ctx: Context,
  claimed: ClaimedDelivery,
  outcome: DeliveryOutcome,
): Promise<void> {
  if (outcome.kind === 'failed') {
    await inTransaction(ctx, async (tx) => {
      if (!(await settle(tx, claimed, outcome))) return;
      await oweUnshown(tx, claimed);
      if (outcome.unreachable) await redirectDelivery(tx, claimed, outcome.error);
    });
  } else {
    await settle(ctx, claimed, outcome);
  }
  const { recipientId, laneUntil: heldUntil } = claimed;
  if (heldUntil)
    await freeLane(ctx, { recipientId, heldUntil, freeAt: laneFreeAt(claimed, outcome, ctx.now()) });
}

/** False: somebody else holds the lease by now, so that it is for them to say. */
async function settle(ctx: Context, claimed: ClaimedDelivery, outcome: DeliveryOutcome): Promise<boolean> {
  const mine = and(
    eq(deliveries.workspaceId, ctx.workspaceId),
    eq(deliveries.deliveryId, claimed.deliveryId),
  );
  const posted = outcome.kind === 'posted' || outcome.kind === 'found';
  // Where a message stands is true whoever learns it; anything else is only for whoever holds the lease. Attempts are
  // counted anew after each post, so that the end of the lease is needed to tell two claims apart.
  const holdsLease = and(eq(deliveries.attempts, claimed.attempts), eq(deliveries.runAt, claimed.runAt));
  const settled = await ctx.db
    .update(deliveries)
    .set(changesOf(claimed, outcome, ctx.now()))
    .where(posted ? mine : and(mine, holdsLease))
    .returning({ deliveryId: deliveries.deliveryId });
  return settled.length > 0;
}

/** When the next message may go where this one went, or did not. */
function laneFreeAt(claimed: ClaimedDelivery, outcome: DeliveryOutcome, now: Date): Date {
  const afterPause = new Date(now.getTime() + LANE_PAUSE_MS);
  if (outcome.kind === 'posted') return afterPause;
  if (outcome.kind !== 'retry') return now;
  if (outcome.tooMany) return new Date(Math.min(outcome.at.getTime(), now.getTime() + LONGEST_BUSY_MS));
  return outcome.mayHavePosted && !claimed.lostSince ? afterPause : now;
}

function changesOf(claimed: ClaimedDelivery, outcome: DeliveryOutcome, now: Date) {
  const isUnchanged = sql`${deliveries.version} = ${claimed.version}`;
  const at = (instant: Date) => sql`${instant.toISOString()}::timestamptz`;
  switch (outcome.kind) {
    case 'posted': {
      // What joined it after it was rendered counts as later than the post.
      const postedAt = sql`case when ${isUnchanged} then ${at(now)} else ${at(claimed.postingSince ?? now)} end`;
      return {
        ...whereItStands(outcome, now, postedAt),
        state: outcome.refreshAt
          ? ('owed' as const)
          : sql<'owed' | 'settled'>`case when ${isUnchanged} then 'settled' else 'owed' end`,
        runAt: sql`case when ${isUnchanged} then ${at(outcome.refreshAt ?? now)} else ${at(now)} end`,
      };
    }
    case 'found':
      return { ...whereItStands(outcome, now, at(claimed.lostSince ?? now)), runAt: now };
    case 'done':
      return {
        state: sql<'owed' | 'settled'>`case when ${isUnchanged} then 'settled' else 'owed' end`,
        runAt: sql`case when ${isUnchanged} then ${deliveries.runAt} else ${at(now)} end`,
        ...{ attempts: 0, lastError: null, postingSince: null, settledAt: now },
      };
    case 'cancelled':
      return {
        state: sql<'owed' | 'cancelled'>`case when ${isUnchanged} then 'cancelled' else 'owed' end`,
        runAt: sql`case when ${isUnchanged} then ${deliveries.runAt} else ${at(now)} end`,
        lastError: outcome.reason,
        postingSince: null,
        settledAt: now,
      };
    case 'failed':
      return {
        // What a CRM refuses of one version it may take of the next.
        state: sql<
          'owed' | 'failed'
        >`case when ${isUnchanged} or kind <> 'write-back' then 'failed' else 'owed' end`,
        runAt: sql`case when ${isUnchanged} then ${deliveries.runAt} else ${at(now)} end`,
        ...{ lastError: outcome.error, settledAt: now },
      };
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

function whereItStands(
  { channelId, messageTs }: { channelId: string; messageTs: string },
  now: Date,
  postedAt: SQL,
) {
  return {
    ...{ channelId, messageTs, postingSince: null, attempts: 0, lastError: null, settledAt: now },
    postedAt: sql`coalesce(${deliveries.postedAt}, ${postedAt})`,
  };
}
