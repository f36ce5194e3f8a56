import { and, eq, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { deliveries, members } from '../db/schema.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import { oweAgain } from '../outbox/refresh-deliveries.ts';
import { say } from '../words/say.ts';
import { recordAudit } from './audit.ts';
import type { Member } from './members.ts';
import { oweHandOvers } from './owe-hand-overs.ts';
import { requireManager } from './permissions.ts';
import { requireSelfOrManager } from './require-self-or-manager.ts';
import { lockWorkspace } from './workspace.ts';

/** What is left out stays; a cap that is null goes. */
export interface RepTerms {
  weight?: number | undefined;
  dailyCap?: number | null | undefined;
  openCap?: number | null | undefined;
}

export const MOST_WEIGHT = 10;
export const MOST_LEADS = 1000;

/**
 * How many leads somebody gets beside the others, and at most.
 * @throws {NotAllowedError} unless a manager asks, {NotFoundError} for somebody who is not in the rotation.
 */
export async function setRepTerms(ctx: Context, userId: string, terms: RepTerms): Promise<Member> {
  requireManager(ctx, 'change who gets how many leads');
  if (!isWhole(terms.weight, MOST_WEIGHT)) {
    throw new InvalidInputError(
      say('A weight is a whole number from 1 to {most, number}.', { most: MOST_WEIGHT }),
    );
  }
  if (!isWhole(terms.dailyCap, MOST_LEADS) || !isWhole(terms.openCap, MOST_LEADS)) {
    throw new InvalidInputError(
      say('A cap is a whole number from 1 to {most, number}.', { most: MOST_LEADS }),
    );
  }
  return changeRep(ctx, userId, 'rep terms changed', { ...terms }, () => terms);
}

/** Takes somebody out of the rotation for a while. They keep what they hold. */
export async function pauseRep(ctx: Context, userId: string): Promise<Member> {
  requireManager(ctx, 'pause somebody');
  return changeRep(ctx, userId, 'rep paused', {}, (rep) => {
    if (rep.pausedAt) throw new ConflictError(say('{who} is paused already.', { who: `<@${userId}>` }));
    return { pausedAt: ctx.now() };
  });
}

/**
 * Somebody gets leads from the rotation again, after a pause of whatever cause.
 * @throws {NotAllowedError} unless it is oneself or a manager asks; {ConflictError} when they are not paused.
 */
export async function resumeRep(ctx: Context, userId: string): Promise<Member> {
  requireSelfOrManager(ctx, userId, 'resume somebody else');
  return changeRep(ctx, userId, 'rep resumed', {}, (rep) => {
    if (!rep.pausedAt) {
      throw new ConflictError(say('{who} is not paused, so nothing has changed.', { who: `<@${userId}>` }));
    }
    return { pausedAt: null, lapses: 0 };
  });
}

type Change = RepTerms & { pausedAt?: Date | null; lapses?: number };

/** Leads that found nobody may find somebody now. */
async function changeRep(
  ctx: Context,
  userId: string,
  action: string,
  detail: Record<string, unknown>,
  changeOf: (rep: Member) => Change,
): Promise<Member> {
  return retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      await lockWorkspace(tx);
      const mine = and(eq(members.workspaceId, tx.workspaceId), eq(members.userId, userId), members.isRep);
      const [rep] = await tx.db.select().from(members).where(mine).for('update');
      if (!rep) {
        throw new NotFoundError(
          say('{who} is not in the rotation. Take them in with `/funnel reps add` first.', {
            who: `<@${userId}>`,
          }),
        );
      }
      const change = changeOf(rep);
      const [changed = rep] = await tx.db.update(members).set(change).where(mine).returning();
      await oweHandOvers(tx);
      await recordAudit(tx, action, userId, detail);
      if ('pausedAt' in change) await refreshPauseMessages(tx, userId);
      return changed;
    }),
  );
}

/** Those about the latest pause show how things stand now. Earlier ones tell of the past. */
async function refreshPauseMessages(ctx: Context, userId: string): Promise<void> {
  // The keys go on with an instant in milliseconds: as all begin alike, this range holds in any collation.
  const isAboutThem = sql`workspace_id = ${ctx.workspaceId} and kind = 'paused'
    and dedupe_key > ${`paused:${userId}:0`} and dedupe_key < ${`paused:${userId}:99999999999999`}`;
  const pausedAt = sql`split_part(dedupe_key, ':', 3)`;
  await oweAgain(
    ctx,
    sql`${isAboutThem} and state in ('owed', 'settled')
      and ${pausedAt} = (select max(${pausedAt}) from ${deliveries} where ${isAboutThem})`,
  );
}

/** What is left out is none of our business. */
function isWhole(value: number | null | undefined, most: number): boolean {
  return value == null || (Number.isInteger(value) && value >= 1 && value <= most);
}
