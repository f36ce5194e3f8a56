import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { deliveries } from '../db/schema.ts';
import type { DeliveryKind } from './delivery.ts';

export interface BundledLead {
  handoffId: string;
  /** What it was owed as before it was bundled; of several, the last. */
  kind: DeliveryKind;
  payload: Record<string, unknown>;
}

/** The leads that a bundle names, each once, in the order in which they were owed. */
export async function listBundledLeads(ctx: Context, bundleId: string): Promise<BundledLead[]> {
  const { handoffId, kind, payload } = deliveries;
  const rows = await ctx.db
    .select({ handoffId, kind, payload })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.workspaceId, ctx.workspaceId),
        eq(deliveries.bundleId, bundleId),
        isNotNull(deliveries.handoffId),
      ),
    )
    .orderBy(asc(deliveries.deliveryId));
  const leads = new Map<string, BundledLead>();
  for (const row of rows as BundledLead[]) leads.set(row.handoffId, row);
  return [...leads.values()];
}
