import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { collectNotices } from './collect-notices.ts';
import { countOwed, lockOwed, type OwedGroup } from './find-owed.ts';
import { type Foldable, foldIntoBundle } from './fold-into-bundle.ts';
import { lockLanes } from './lanes.ts';
import { findOverPinged, limitPings } from './limit-pings.ts';

/** More than this many leads owed to one recipient at once become one message. */
const MOST_AT_ONCE = 5;

/**
 * Makes fewer messages of what is due, where it is too much for its reader: notices that are collected, many of one
 * kind at once, more pings than a person gets in an hour. A lead stands in exactly one message of a kind.
 */
export async function bundleDeliveries(ctx: Context): Promise<void> {
  const owed = await countOwed(ctx);
  const recipientIds = new Set(await findOverPinged(ctx, owed));
  for (const group of owed) {
    if (group.to_collect > 0 || isCrowd(group)) recipientIds.add(group.recipient_id);
  }
  if (recipientIds.size === 0) return;
  await retryingDeadlocks(() => inTransaction(ctx, (tx) => foldOwed(tx, [...recipientIds])));
}

async function foldOwed(ctx: Context, recipientIds: readonly string[]): Promise<void> {
  await lockLanes(ctx, recipientIds);
  const rows = await lockOwed(ctx, recipientIds);
  for (const theirs of Map.groupBy(rows, (row) => row.recipientId).values()) {
    await limitPings(ctx, await foldCrowds(ctx, await collectNotices(ctx, theirs)));
  }
}

function isCrowd(group: OwedGroup): boolean {
  return group.kind !== 'bundle' && group.count - group.to_collect > MOST_AT_ONCE;
}

/** What is owed to one recipient, many of one kind made one. */
async function foldCrowds(ctx: Context, rows: readonly Foldable[]): Promise<Foldable[]> {
  const left: Foldable[] = [];
  for (const group of Map.groupBy(rows, (row) => `${row.kind} ${row.payload.insteadOf}`).values()) {
    const isTooMuch = group.length > MOST_AT_ONCE && group[0]?.kind !== 'bundle';
    left.push(...(isTooMuch ? [await foldIntoBundle(ctx, group)] : group));
  }
  return left;
}
