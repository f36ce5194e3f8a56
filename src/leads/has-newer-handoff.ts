import { and, eq, gt, ne } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs } from '../db/schema.ts';
import type { Handoff } from './handoff.ts';

/** Whether the lead has been handed over again since. */
export async function hasNewerHandoff(ctx: Context, handoff: Handoff): Promise<boolean> {
  const newer = await ctx.db
    .select({ handoffId: handoffs.handoffId })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        eq(handoffs.leadId, handoff.leadId),
        ne(handoffs.state, 'void'),
        gt(handoffs.openedAt, handoff.openedAt),
      ),
    )
    .limit(1);
  return newer.length > 0;
}
