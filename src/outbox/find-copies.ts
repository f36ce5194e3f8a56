import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { deliveries } from '../db/schema.ts';

/** Everything of a handoff that stands somewhere, in Slack or in a CRM, the latest first. */
export async function findCopies(ctx: Context, handoffId: string) {
  return ctx.db
    .select({
      deliveryId: deliveries.deliveryId,
      kind: deliveries.kind,
      state: deliveries.state,
      recipientId: deliveries.recipientId,
      messageTs: deliveries.messageTs,
    })
    .from(deliveries)
    .where(
      and(
        ...[eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.handoffId, handoffId)],
        isNotNull(deliveries.messageTs),
      ),
    )
    .orderBy(desc(deliveries.postedAt));
}
