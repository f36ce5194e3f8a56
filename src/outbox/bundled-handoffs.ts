import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { deliveries } from '../db/schema.ts';

/** The handoffs that a bundle names, in the order in which they were owed. */
export async function bundledHandoffs(ctx: Context, bundleId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ handoffId: deliveries.handoffId })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.workspaceId, ctx.workspaceId),
        eq(deliveries.bundleId, bundleId),
        isNotNull(deliveries.handoffId),
      ),
    )
    .orderBy(asc(deliveries.deliveryId));
  return rows.map((row) => row.handoffId).filter((id) => id !== null);
}
