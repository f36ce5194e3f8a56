import { and, asc, eq, max } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { slaPolicies } from '../db/schema.ts';
import { invariant } from '../errors.ts';
import { lockWorkspace } from './workspace.ts';

export type PolicyRow = typeof slaPolicies.$inferSelect;

/** A policy without what an edition gives it: its id, its place and its date. */
export type PolicyContent = Omit<
  PolicyRow,
  'workspaceId' | 'policyId' | 'effectiveFrom' | 'position' | 'createdAt' | 'createdBy'
>;

/** The policies in force, in the order in which they are asked; the last one covers every lead. */
export async function currentPolicies(ctx: Pick<Context, 'db' | 'workspaceId'>): Promise<PolicyRow[]> {
  const mine = eq(slaPolicies.workspaceId, ctx.workspaceId);
  const latest = ctx.db
    .select({ at: max(slaPolicies.effectiveFrom) })
    .from(slaPolicies)
    .where(mine);
  const rows = await ctx.db
    .select()
    .from(slaPolicies)
    .where(and(mine, eq(slaPolicies.effectiveFrom, latest)))
    .orderBy(asc(slaPolicies.position), asc(slaPolicies.policyId));
  invariant(rows.length > 0, `workspace ${ctx.workspaceId} has a policy`);
  return rows;
}

/**
 * Makes these policies, in this order, the ones that judge handoffs opened from now on; the caller checks who may. Every
 * edition begins later than the one before, however fast they follow.
 */
export async function savePolicyList(ctx: Context, rows: readonly PolicyContent[]): Promise<PolicyRow[]> {
  invariant(rows.at(-1)?.conditions.length === 0, 'the last policy of a list covers every lead');
  return inTransaction(ctx, async (tx) => {
    await lockWorkspace(tx);
    const [current] = await currentPolicies(tx);
    const now = ctx.now();
    const effectiveFrom = new Date(Math.max(now.getTime(), (current?.effectiveFrom.getTime() ?? 0) + 1));
    return tx.db
      .insert(slaPolicies)
      .values(
        rows.map((row, position) => ({
          ...row,
          workspaceId: ctx.workspaceId,
          policyId: uuidv7(),
          effectiveFrom,
          position,
          createdAt: now,
          createdBy: actorId(ctx),
        })),
      )
      .returning();
  });
}
