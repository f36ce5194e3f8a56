import { and, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs } from '../db/schema.ts';
import { NotFoundError } from '../errors.ts';
import { say } from '../words/say.ts';
import type { Handoff } from './handoff.ts';

/** A handoff as it stands. What is read may change at once: to decide anything, lock it. */
export async function findHandoff(ctx: Context, handoffId: string): Promise<Handoff> {
  const [handoff] = await ctx.db
    .select()
    .from(handoffs)
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.handoffId, handoffId)));
  if (!handoff) throw new NotFoundError(say('This lead is no longer known here. It may have been erased.'));
  return handoff;
}
