import { and, desc, eq, gte, ne, not, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs } from '../db/schema.ts';
import type { Workspace } from '../team/workspace.ts';
import { isErased } from './is-erased.ts';
import type { LeadCard } from './lead-card.ts';
import { cardsInOrder } from './list-queue-page.ts';

/** Bounds how far the index of decisions is read for somebody who decides rarely. */
const LOOK_BACK_MS = 30 * 86_400_000;

/** What somebody decided within the last thirty days, the latest first. */
export async function listDecidedLately(
  ctx: Context,
  { userId, limit }: { userId: string; limit: number },
  workspace: Workspace,
): Promise<LeadCard[]> {
  const since = new Date(ctx.now().getTime() - LOOK_BACK_MS);
  const rows = await ctx.db
    .select({ handoffId: handoffs.handoffId })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        gte(handoffs.decidedAt, since),
        eq(handoffs.decidedBy, userId),
        ne(handoffs.state, 'void'),
        not(isErased),
      ),
    )
    .orderBy(desc(handoffs.decidedAt), sql`${handoffs.leadId} collate "C"`)
    .limit(limit);
  return cardsInOrder(
    ctx,
    rows.map((row) => row.handoffId),
    workspace,
  );
}
