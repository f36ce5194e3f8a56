import { and, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { members } from '../db/schema.ts';
import { NotAllowedError, NotFoundError } from '../errors.ts';
import { say } from '../words/say.ts';
import type { Person } from './directory.ts';
import { type Member, saveMember } from './members.ts';

/**
 * The member under a lock; `person` becomes one if they are not yet. Call it inside a transaction.
 * @throws {NotFoundError} for somebody unknown, {NotAllowedError} for a guest.
 */
export async function ensureMember(
  ctx: Context,
  userId: string,
  person: Person | undefined,
): Promise<Member> {
  if (person && !person.mayAct) {
    throw new NotAllowedError(
      say('{name} is a guest or deactivated, and gets no leads anyway.', { name: person.name }),
    );
  }
  if (person) await saveMember(ctx, person, {});
  const [member] = await ctx.db
    .select()
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, userId)))
    .for('update');
  if (member) return member;
  throw new NotFoundError(
    say('I do not know {who} yet. Choose somebody from this workspace.', { who: `<@${userId}>` }),
  );
}
