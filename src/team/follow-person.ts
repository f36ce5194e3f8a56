import { and, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs, members } from '../db/schema.ts';
import type { Person } from './directory.ts';
import { findMember } from './members.ts';
import { releaseMember } from './rotation.ts';

/** Whether it matters here what becomes of somebody: they are a member or hold an open lead. */
export async function isKnownHere(ctx: Context, userId: string): Promise<boolean> {
  if (await findMember(ctx, userId)) return true;
  const [held] = await ctx.db
    .select({ handoffId: handoffs.handoffId })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        eq(handoffs.holderId, userId),
        eq(handoffs.state, 'open'),
      ),
    )
    .limit(1);
  return held !== undefined;
}

/**
 * Keeps a member's name, address and zone as Slack has them. The leads of somebody who left or became a guest are owed
 * to others. Returns how many those are.
 */
export async function followPerson(ctx: Context, person: Person): Promise<number> {
  const { userId, name, email, timeZone } = person;
  await ctx.db
    .update(members)
    .set({ name, email, timeZone })
    .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, userId)));
  return person.mayAct ? 0 : releaseMember(ctx, userId, 'member left');
}
