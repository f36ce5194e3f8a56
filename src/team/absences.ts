import { and, asc, eq, gt, gte, inArray, lte } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { absences } from '../db/schema.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';
import { say } from '../words/say.ts';
import { recordAudit } from './audit.ts';
import type { Person } from './directory.ts';
import { ensureMember } from './ensure-member.ts';
import { oweHandOvers } from './owe-hand-overs.ts';
import { requireSelfOrManager } from './require-self-or-manager.ts';
import { lockWorkspace } from './workspace.ts';

/** Half-open: whoever is away is back at `untilAt`. */
export interface Absence {
  userId: string;
  fromAt: Date;
  untilAt: Date;
}

/**
 * Writes down that somebody is away. What overlaps or touches becomes one absence, which is returned. The caller wakes
 * whatever hands leads over.
 * @param input.person who that is in Slack; needed for somebody who is no member yet.
 * @throws {NotAllowedError} unless it is oneself or a manager says so; {InvalidInputError} unless it ends in the future.
 */
export async function sayAway(
  ctx: Context,
  input: Absence & { person?: Person | undefined },
): Promise<Absence> {
  const { userId, fromAt, untilAt, person } = input;
  requireSelfOrManager(ctx, userId, 'say that somebody else is away');
  if (!(fromAt < untilAt) || untilAt <= ctx.now())
    throw new InvalidInputError(say('An absence ends after it begins, and not in the past.'));
  return retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      await ensureMember(tx, userId, person);
      const merged = await mergeAbsences(tx, { userId, fromAt, untilAt });
      await recordAudit(tx, 'absence said', userId, {
        fromAt: merged.fromAt.toISOString(),
        untilAt: merged.untilAt.toISOString(),
      });
      return merged;
    }),
  );
}

/** Under the lock of the member. */
async function mergeAbsences(ctx: Context, { userId, fromAt, untilAt }: Absence): Promise<Absence> {
  const replaced = await ctx.db
    .delete(absences)
    .where(and(isOf(ctx, userId), lte(absences.fromAt, untilAt), gte(absences.untilAt, fromAt)))
    .returning();
  const merged = {
    userId,
    fromAt: new Date(Math.min(...[{ fromAt }, ...replaced].map((one) => one.fromAt.getTime()))),
    untilAt: new Date(Math.max(...[{ untilAt }, ...replaced].map((one) => one.untilAt.getTime()))),
  };
  await ctx.db.insert(absences).values({
    workspaceId: ctx.workspaceId,
    absenceId: uuidv7(),
    ...merged,
    createdBy: actorId(ctx),
    createdAt: ctx.now(),
  });
  return merged;
}

/**
 * Ends the absence that somebody is in and leaves those to come; of somebody who is not away it cancels those to come.
 * The caller wakes whatever hands leads over.
 * @throws {NotAllowedError} unless it is oneself or a manager says so; {ConflictError} when they are not away.
 */
export async function sayBack(ctx: Context, { userId }: { userId: string }): Promise<'back' | 'cancelled'> {
  requireSelfOrManager(ctx, userId, 'say that somebody else is back');
  return inTransaction(ctx, async (tx) => {
    await lockWorkspace(tx);
    const now = ctx.now();
    const ended = await tx.db
      .update(absences)
      .set({ untilAt: now })
      .where(and(isOf(tx, userId), lte(absences.fromAt, now), gt(absences.untilAt, now)))
      .returning();
    if (ended.length === 0) {
      const cancelled = await tx.db
        .delete(absences)
        .where(and(isOf(tx, userId), gt(absences.fromAt, now)))
        .returning();
      if (cancelled.length === 0) throw notAway(ctx, userId);
      await recordAudit(tx, 'absence cancelled', userId, { fromAt: cancelled[0]?.fromAt.toISOString() });
      return 'cancelled';
    }
    await oweHandOvers(tx);
    await recordAudit(tx, 'absence ended', userId, { fromAt: ended[0]?.fromAt.toISOString() });
    return 'back';
  });
}

/** Absences that have not ended yet, of these people or of all, the earliest first. */
export async function listAbsences(
  ctx: Context,
  { userIds }: { userIds?: readonly string[] } = {},
): Promise<Absence[]> {
  return ctx.db
    .select({ userId: absences.userId, fromAt: absences.fromAt, untilAt: absences.untilAt })
    .from(absences)
    .where(
      and(
        eq(absences.workspaceId, ctx.workspaceId),
        gt(absences.untilAt, ctx.now()),
        userIds ? inArray(absences.userId, [...userIds]) : undefined,
      ),
    )
    .orderBy(asc(absences.fromAt), asc(absences.userId));
}

/** Present and coming absences of everybody who has some. */
export async function absencesByUser(ctx: Context): Promise<Map<string, { fromAt: Date; untilAt: Date }[]>> {
  return Map.groupBy(await listAbsences(ctx), (absence) => absence.userId);
}

function isOf(ctx: Context, userId: string) {
  return and(eq(absences.workspaceId, ctx.workspaceId), eq(absences.userId, userId));
}

function notAway(ctx: Context, userId: string): ConflictError {
  return new ConflictError(
    actorId(ctx) === userId
      ? say('You are not away, now or later, so nothing has changed.')
      : say('{who} is not away, now or later, so nothing has changed.', { who: `<@${userId}>` }),
  );
}
