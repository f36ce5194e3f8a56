import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { schedules } from '../db/schema.ts';
import { NotFoundError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { requireManager } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import { nextRun, type ScheduleTime } from './schedule.ts';
import type { Schedule } from './schedules.ts';

const DIGEST = 'digest';

/** Sets, or changes, the one digest of a channel. */
export async function scheduleDigest(
  ctx: Context,
  input: ScheduleTime & { channelId: string; withCost: boolean },
): Promise<Schedule> {
  requireManager(ctx, 'set up a digest');
  const { channelId, withCost, timeOfDay, days, timeZone } = input;
  const now = ctx.now();
  const values = {
    timeOfDay,
    days,
    timeZone,
    options: { withCost },
    nextRunAt: nextRun(input, now),
    createdBy: actorId(ctx),
  };
  return inTransaction(ctx, async (tx) => {
    const [schedule] = await tx.db
      .insert(schedules)
      .values({
        workspaceId: ctx.workspaceId,
        scheduleId: uuidv7(),
        kind: DIGEST,
        channelId,
        createdAt: now,
        ...values,
      })
      .onConflictDoUpdate({
        target: [schedules.workspaceId, schedules.channelId],
        targetWhere: eq(schedules.kind, DIGEST),
        set: values,
      })
      .returning();
    if (!schedule) throw new Error('Impossible: an upsert returns its row');
    await recordAudit(tx, 'digest scheduled', channelId, { timeOfDay, days, timeZone, withCost });
    return schedule;
  });
}

/** Returns what was stopped. @throws {NotFoundError} when the channel has no digest. */
export async function stopDigest(ctx: Context, channelId: string): Promise<Schedule> {
  requireManager(ctx, 'stop a digest');
  const [stopped] = await ctx.db
    .delete(schedules)
    .where(
      and(
        eq(schedules.workspaceId, ctx.workspaceId),
        eq(schedules.channelId, channelId),
        eq(schedules.kind, DIGEST),
      ),
    )
    .returning();
  if (!stopped) {
    throw new NotFoundError(
      say('There is no digest in this channel. `/funnel digest here 09:00 weekdays` starts one.'),
    );
  }
  await recordAudit(ctx, 'digest stopped', channelId, {});
  return stopped;
}

export async function findDigest(ctx: Context, channelId: string): Promise<Schedule | undefined> {
  const [schedule] = await ctx.db
    .select()
    .from(schedules)
    .where(
      and(
        eq(schedules.workspaceId, ctx.workspaceId),
        eq(schedules.channelId, channelId),
        eq(schedules.kind, DIGEST),
      ),
    );
  return schedule;
}
