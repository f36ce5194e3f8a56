import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs } from '../db/schema.ts';

/** Leads that found nobody are handed over anew, now that somebody may be there. Call it under `lockWorkspace`. */
export async function oweHandOvers(ctx: Context): Promise<void> {
  await ctx.db
    .update(handoffs)
    .set({ routeAt: ctx.now(), nextAlertAt: ctx.now() })
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        eq(handoffs.state, 'open'),
        eq(handoffs.routedTo, 'nobody'),
        handoffs.alerting,
      ),
    );
}

/** Every open lead of these people is to find another holder. Returns how many there are. */
export async function oweHandOversOf(ctx: Context, userIds: readonly string[]): Promise<number> {
  if (userIds.length === 0) return 0;
  const now = ctx.now();
  const owed = await ctx.db
    .update(handoffs)
    .set({ routeAt: now, nextAlertAt: now })
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        eq(handoffs.state, 'open'),
        inArray(handoffs.holderId, [...userIds]),
        handoffs.alerting,
      ),
    )
    .returning({ handoffId: handoffs.handoffId });
  return owed.length;
}
