import { and, eq, sql } from 'drizzle-orm';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { members } from '../db/schema.ts';
import { NotAllowedError } from '../errors.ts';
import { say } from '../words/say.ts';
import { recordAudit } from './audit.ts';
import type { Person } from './directory.ts';
import { explainToNewReps, refreshExplanations } from './explain-to-new-reps.ts';
import { rolesByGroupWithout, saveMember } from './members.ts';
import { oweHandOvers, oweHandOversOf } from './owe-hand-overs.ts';
import { requireManager } from './permissions.ts';
import { requireSelfOrManager } from './require-self-or-manager.ts';
import { lockWorkspace } from './workspace.ts';

/**
 * Puts people into the rotation, behind whoever had the fewest turns, so that newcomers are not flooded. Leads that
 * found nobody are handed over now, and each of them reads once what to expect.
 * @throws {NotAllowedError} unless a manager asks, or when somebody is a guest.
 */
export async function addReps(ctx: Context, people: readonly Person[]): Promise<void> {
  requireManager(ctx, 'add reps');
  const guest = people.find((person) => !person.mayAct);
  if (guest)
    throw new NotAllowedError(
      say('{name} cannot be a rep: guests and deactivated people cannot take leads.', { name: guest.name }),
    );
  const addedBy = actorId(ctx);
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      await lockWorkspace(tx);
      await putIntoRotation(tx, people, {
        save: (person) => saveMember(tx, person, { isRep: true }),
        explained: addedBy === null ? null : { addedBy },
      });
    }),
  );
}

/** Call it under `lockWorkspace`. `save` makes somebody a rep; `explained` says who did it, where somebody did. */
export async function putIntoRotation(
  ctx: Context,
  people: readonly Person[],
  how: {
    save: (person: Person) => Promise<void>;
    explained: { addedBy: string; groupId?: string } | null;
  },
): Promise<void> {
  const isRep = and(eq(members.workspaceId, ctx.workspaceId), members.isRep);
  const reps = await ctx.db
    .select({ userId: members.userId, turns: members.turns })
    .from(members)
    .where(isRep);
  const least = Math.min(...(reps.length > 0 ? reps.map(({ turns }) => turns) : [0]));
  for (const person of people) {
    await how.save(person);
    await ctx.db
      .update(members)
      .set({ turns: sql`greatest(${members.turns}, ${least})` })
      .where(and(isRep, eq(members.userId, person.userId)));
    await recordAudit(ctx, 'rep added', person.userId, { ...how.explained });
  }
  await oweHandOvers(ctx);
  const isNew = ({ userId }: Person) => !reps.some((rep) => rep.userId === userId);
  const newIds = people.filter(isNew).map(({ userId }) => userId);
  if (how.explained) await explainToNewReps(ctx, newIds, how.explained);
  else await refreshExplanations(ctx, newIds);
}

/**
 * Takes people out of the rotation and owes each open lead of theirs to somebody else. Returns how many those are.
 * @throws {NotAllowedError} unless it is oneself or a manager asks.
 */
export async function removeReps(ctx: Context, userIds: readonly string[]): Promise<number> {
  for (const userId of userIds) requireSelfOrManager(ctx, userId, 'remove other reps');
  return retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      await lockWorkspace(tx);
      return takeOutOfRotation(tx, userIds, 'rep removed');
    }),
  );
}

/**
 * Somebody left the workspace, became a guest, or cannot be reached in Slack any more: the same as removing them, at
 * nobody's wish. Returns how many leads are owed to somebody else.
 */
export async function releaseMember(ctx: Context, userId: string, why: string): Promise<number> {
  return retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      await lockWorkspace(tx);
      return takeOutOfRotation(tx, [userId], why);
    }),
  );
}

/** Call it under `lockWorkspace`, which routing takes: whoever is being given a lead right now loses that one too. */
export async function takeOutOfRotation(
  ctx: Context,
  userIds: readonly string[],
  why: string,
): Promise<number> {
  for (const userId of userIds) {
    const removed = await ctx.db
      .update(members)
      .set({ isRep: false, rolesByGroup: rolesByGroupWithout(['rep']) })
      .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, userId), members.isRep))
      .returning({ userId: members.userId });
    if (removed.length > 0) await recordAudit(ctx, why, userId, {});
  }
  await refreshExplanations(ctx, userIds);
  return oweHandOversOf(ctx, userIds);
}
