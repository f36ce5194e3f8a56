import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { deliveries, workspaces } from '../db/schema.ts';
import type { ClaimedDelivery } from './delivery.ts';
import { enqueueDeliveries } from './enqueue-deliveries.ts';

/**
 * Owes what could not be brought to its recipient to the fallback of the workspace, where it has one. What was posted
 * once, or may have been, is not sent elsewhere; nor is what has been redirected already.
 */
export async function redirectDelivery(
  ctx: Context,
  failed: ClaimedDelivery,
  because: string,
): Promise<void> {
  if (failed.messageTs || failed.lostSince || failed.payload.insteadOf) return;
  const [workspace] = await ctx.db
    .select({ fallbackId: workspaces.fallbackId })
    .from(workspaces)
    .where(eq(workspaces.workspaceId, ctx.workspaceId));
  const recipientId = workspace?.fallbackId;
  if (!recipientId || recipientId === failed.recipientId) return;
  const { kind, handoffId } = failed;
  const { collect: _collect, waited: _waited, asked: _asked, ...payload } = failed.payload;
  const dedupeKey = `fallback:${failed.deliveryId}`;
  await enqueueDeliveries(ctx, [
    {
      ...{ dedupeKey, kind, recipientId, payload: { ...payload, insteadOf: failed.recipientId, because } },
      ...(handoffId ? { handoffId } : {}),
    },
  ]);
  if (kind !== 'bundle') return;
  await ctx.db
    .update(deliveries)
    .set({
      bundleId: sql`(select d.delivery_id from ${deliveries} as d
        where d.workspace_id = ${ctx.workspaceId} and d.dedupe_key = ${dedupeKey})`,
    })
    .where(and(eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.bundleId, failed.deliveryId)));
}
