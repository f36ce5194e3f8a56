import { and, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs, leads } from '../db/schema.ts';
import { NotAllowedError, NotFoundError } from '../errors.ts';
import { requireColleague } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import type { Handoff } from './handoff.ts';

/**
 * Reads a handoff under the lock of its lead, which every writer takes first: what is read stays true until the
 * transaction ends.
 */
export async function lockHandoff(ctx: Context, handoffId: string): Promise<Handoff> {
  const mine = and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.handoffId, handoffId));
  const [found] = await ctx.db.select({ leadId: handoffs.leadId }).from(handoffs).where(mine);
  if (!found) throw new NotFoundError(say('This lead is no longer known here. It may have been erased.'));
  const [lead] = await ctx.db
    .select({ erasedAt: leads.erasedAt })
    .from(leads)
    .where(and(eq(leads.workspaceId, ctx.workspaceId), eq(leads.leadId, found.leadId)))
    .for('update');
  const [handoff] = await ctx.db.select().from(handoffs).where(mine).for('update');
  // Merged into another lead meanwhile, which is the one to lock.
  if (handoff && handoff.leadId !== found.leadId) return lockHandoff(ctx, handoffId);
  if (!handoff || lead?.erasedAt)
    throw new NotFoundError(say('This lead is no longer known here. It may have been erased.'));
  return handoff;
}

/**
 * Only the holder, a manager or an admin decides; a lead in the pool is for any colleague, the first to act.
 * @throws {NotAllowedError} in words for whoever clicked.
 */
export function requireMayDecide(ctx: Context, handoff: Handoff): void {
  requireColleague(ctx);
  if (ctx.actor.kind === 'system' || ctx.actor.isManager) return;
  const { userId } = ctx.actor;
  if (handoff.holderId === userId || (handoff.routedTo === 'pool' && handoff.holderId === null)) return;
  throw new NotAllowedError(
    handoff.holderId
      ? say(
          'This lead is with {who}. Only its holder, a manager or an admin can decide it, so nothing has changed.',
          { who: `<@${handoff.holderId}>` },
        )
      : say(
          'This lead is with nobody yet. Only its holder, a manager or an admin can decide it, so nothing has changed.',
        ),
  );
}
