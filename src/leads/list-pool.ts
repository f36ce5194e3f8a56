import { and, asc, count, eq, isNull, not, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs } from '../db/schema.ts';
import type { Workspace } from '../team/workspace.ts';
import { isErased } from './is-erased.ts';
import type { LeadCard } from './lead-card.ts';
import { cardsInOrder } from './list-queue-page.ts';

/** Leads that anybody may claim. */
export interface Pool {
  total: number;
  cards: LeadCard[];
}

/** Those to be decided first. */
export async function listPool(
  ctx: Context,
  { limit }: { limit: number },
  workspace: Workspace,
): Promise<Pool> {
  const inPool = and(
    eq(handoffs.workspaceId, ctx.workspaceId),
    eq(handoffs.state, 'open'),
    isNull(handoffs.holderId),
    eq(handoffs.routedTo, 'pool'),
    not(isErased),
  );
  const rows = await ctx.db
    .select({ handoffId: handoffs.handoffId })
    .from(handoffs)
    .where(inPool)
    .orderBy(asc(handoffs.dueAt), sql`${handoffs.leadId} collate "C"`)
    .limit(limit);
  if (rows.length === 0) return { total: 0, cards: [] };
  const [all] = await ctx.db.select({ leads: count() }).from(handoffs).where(inPool);
  const handoffIds = rows.map(({ handoffId }) => handoffId);
  return { total: all?.leads ?? rows.length, cards: await cardsInOrder(ctx, handoffIds, workspace) };
}
