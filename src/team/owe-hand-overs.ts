import { and, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs } from '../db/schema.ts';

/** Leads that found nobody are handed over anew, now that somebody may be there. Call it under `lockWorkspace`. */
export async function oweHandOvers(ctx: Context): Promise<void> {
  await ctx.db
    .update(handoffs)
    .set({ routedTo: null, handedOverAt: null, nextAlertAt: ctx.now() })
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        eq(handoffs.state, 'open'),
        eq(handoffs.routedTo, 'nobody'),
        handoffs.alerting,
      ),
    );
}
