import { and, asc, eq, or, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { members } from '../db/schema.ts';
import { NotAllowedError } from '../errors.ts';
import { recordAudit } from './audit.ts';
import type { Person } from './directory.ts';
import { oweHandOvers, oweHandOversOf } from './owe-hand-overs.ts';
import { requireManager } from './permissions.ts';
import { lockWorkspace } from './workspace.ts';

export type Member = typeof members.$inferSelect;

export async function listMembers(ctx: Context): Promise<Member[]> {
  return ctx.db
    .select()
    .from(members)
    .where(eq(members.workspaceId, ctx.workspaceId))
    .orderBy(asc(members.name), asc(members.userId));
}

export async function findMember(ctx: Context, userId: string): Promise<Member | undefined> {
  const [member] = await ctx.db
    .select()
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, userId)));
  return member;
}

/** Whom a missed deadline is told: managers, and admins, who are managers too. */
export async function listManagers(ctx: Context): Promise<Member[]> {
  return ctx.db
    .select()
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), or(members.isManager, members.isAdmin)))
    .orderBy(asc(members.userId));
}

/**
 * Puts people into the rotation, behind whoever had the fewest turns, so that newcomers are not flooded. Leads that
 * found nobody are handed over now.
 * @throws {NotAllowedError} unless a manager asks, or when somebody is a guest.
 */
export async function addReps(ctx: Context, people: readonly Person[]): Promise<void> {
  requireManager(ctx, 'add reps');
  const guest = people.find((person) => !person.mayAct);
  if (guest)
    throw new NotAllowedError(
      `${guest.name} cannot be a rep: guests and deactivated people cannot take leads.`,
    );
  await retryingDeadlocks(() => inTransaction(ctx, (tx) => putIntoRotation(tx, people)));
}

async function putIntoRotation(ctx: Context, people: readonly Person[]): Promise<void> {
  await lockWorkspace(ctx);
  const [least] = await ctx.db
    .select({ turns: sql<number>`coalesce(min(${members.turns}), 0)`.mapWith(Number) })
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), members.isRep));
  for (const person of people) {
    await saveMember(ctx, person, { isRep: true });
    await ctx.db
      .update(members)
      .set({ turns: sql`greatest(${members.turns}, ${least?.turns ?? 0})` })
      .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, person.userId)));
    await recordAudit(ctx, 'rep added', person.userId, {});
  }
  await oweHandOvers(ctx);
}

/** Takes people out of the rotation and owes each open lead of theirs to somebody else. Returns how many those are. */
export async function removeReps(ctx: Context, userIds: readonly string[]): Promise<number> {
  requireManager(ctx, 'remove reps');
  return retryingDeadlocks(() => inTransaction(ctx, (tx) => takeOutOfRotation(tx, userIds, 'rep removed')));
}

/**
 * Somebody left the workspace, became a guest, or cannot be reached in Slack any more: the same as removing them, at
 * nobody's wish. Returns how many leads are owed to somebody else.
 */
export async function releaseMember(ctx: Context, userId: string, why: string): Promise<number> {
  return retryingDeadlocks(() => inTransaction(ctx, (tx) => takeOutOfRotation(tx, [userId], why)));
}

/** Under the lock that routing takes: whoever is being given a lead right now loses that one too. */
async function takeOutOfRotation(ctx: Context, userIds: readonly string[], why: string): Promise<number> {
  await lockWorkspace(ctx);
  for (const userId of userIds) {
    const removed = await ctx.db
      .update(members)
      .set({ isRep: false })
      .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, userId), members.isRep))
      .returning({ userId: members.userId });
    if (removed.length > 0) await recordAudit(ctx, why, userId, {});
  }
  return oweHandOversOf(ctx, userIds);
}

/** Makes exactly these people the managers. */
export async function setManagers(ctx: Context, people: readonly Person[]): Promise<void> {
  await ctx.db
    .update(members)
    .set({ isManager: false })
    .where(and(eq(members.workspaceId, ctx.workspaceId), members.isManager));
  for (const person of people) await saveMember(ctx, person, { isManager: true });
}

/** Writes down what Slack says of somebody, and the roles given; roles not named stay. */
export async function saveMember(
  ctx: Context,
  person: Person,
  roles: Partial<Pick<Member, 'isRep' | 'isManager' | 'isAdmin'>>,
): Promise<void> {
  const { userId, name, email, timeZone } = person;
  await ctx.db
    .insert(members)
    .values({ workspaceId: ctx.workspaceId, userId, name, email, timeZone, addedAt: ctx.now(), ...roles })
    .onConflictDoUpdate({
      target: [members.workspaceId, members.userId],
      set: { name, email, timeZone, ...roles },
    });
}
