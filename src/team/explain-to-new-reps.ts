import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { deliveries } from '../db/schema.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { oweAgain } from '../outbox/refresh-deliveries.ts';

/** Whoever becomes a rep reads once what to expect and how to be away or leave, ahead of their first card. */
export async function explainToNewReps(
  ctx: Context,
  userIds: readonly string[],
  { addedBy, groupId }: { addedBy: string; groupId?: string },
): Promise<void> {
  await enqueueDeliveries(
    ctx,
    userIds.map((userId) => ({
      dedupeKey: keyOf(userId),
      kind: 'new-rep' as const,
      recipientId: userId,
      payload: { addedBy, ...(groupId ? { groupId } : {}), asked: true },
    })),
  );
  await refreshExplanations(ctx, userIds);
}

/** The explanation says whether they take part, so that its buttons are those that make sense. */
export async function refreshExplanations(ctx: Context, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await oweAgain(
    ctx,
    sql`${isAnyOf(deliveries.dedupeKey, userIds.map(keyOf))} and message_ts is not null and state in ('owed', 'settled')`,
  );
}

function keyOf(userId: string): string {
  return `new-rep:${userId}`;
}
