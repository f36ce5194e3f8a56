import { and, count, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs, members } from '../db/schema.ts';
import { getWorkspace } from './workspace.ts';

/** What becomes of somebody's leads once they are no rep any more. */
export interface RemovalPreview {
  /** Open leads that would find another holder. */
  openLeads: number;
  /** Other reps whom the rotation does not pass over. */
  otherReps: number;
  poolChannelId: string | null;
}

/** Changes nothing. */
export async function previewRemoval(ctx: Context, userId: string): Promise<RemovalPreview> {
  const { poolChannelId } = await getWorkspace(ctx);
  const [held] = await ctx.db
    .select({ leads: count() })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        eq(handoffs.state, 'open'),
        eq(handoffs.holderId, userId),
        handoffs.alerting,
      ),
    );
  const [others] = await ctx.db
    .select({ reps: sql<number>`count(*)::int` })
    .from(members)
    .where(
      and(
        eq(members.workspaceId, ctx.workspaceId),
        members.isRep,
        ne(members.userId, userId),
        isNull(members.pausedAt),
      ),
    );
  return { openLeads: held?.leads ?? 0, otherReps: others?.reps ?? 0, poolChannelId };
}
