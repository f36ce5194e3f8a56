import { and, asc, eq, lte } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { schedules } from '../db/schema.ts';
import { NotFoundError } from '../errors.ts';
import { localDateOf } from '../lib/local-date.ts';
import type { NewDelivery } from '../outbox/delivery.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { recordAudit } from '../team/audit.ts';
import { requireManager } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import { nextRun } from './schedule.ts';

export type Schedule = typeof schedules.$inferSelect;

/** What a channel gets by the calendar, the digest first, then the reports in the order of their set-up. */
export async function listSchedules(ctx: Context, channelId: string): Promise<Schedule[]> {
  return ctx.db
    .select()
    .from(schedules)
    .where(and(eq(schedules.workspaceId, ctx.workspaceId), eq(schedules.channelId, channelId)))
    .orderBy(asc(schedules.kind), asc(schedules.createdAt), asc(schedules.scheduleId));
}

/** @throws {NotFoundError} when it was stopped before. */
export async function stopSchedule(ctx: Context, scheduleId: string): Promise<Schedule> {
  requireManager(ctx, 'stop what a channel gets');
  return inTransaction(ctx, async (tx) => {
    const [stopped] = await tx.db
      .delete(schedules)
      .where(and(eq(schedules.workspaceId, ctx.workspaceId), eq(schedules.scheduleId, scheduleId)))
      .returning();
    if (!stopped) throw new NotFoundError(say('This was stopped before, so nothing has changed.'));
    const { kind, channelId, options } = stopped;
    await recordAudit(tx, `${kind} stopped`, channelId, options.report ? { ...options.report } : {});
    return stopped;
  });
}

/**
 * Owes what is due and moves each schedule ahead, in one transaction. A channel gets one digest a local date, whoever
 * asks and however often, and each report once; days slept through are not made up. Returns when the next one is due.
 */
export async function runSchedules(ctx: Context): Promise<Date | undefined> {
  const now = ctx.now();
  await inTransaction(ctx, async (tx) => {
    const due = await tx.db
      .select()
      .from(schedules)
      .where(and(eq(schedules.workspaceId, ctx.workspaceId), lte(schedules.nextRunAt, now)))
      .for('update', { skipLocked: true });
    for (const schedule of due) {
      const at = latestRun(schedule, now);
      const on = localDateOf(at, schedule.timeZone);
      if (on === localDateOf(now, schedule.timeZone)) {
        await enqueueDeliveries(tx, [deliveryOf(schedule, at, on)]);
      }
      await tx.db
        .update(schedules)
        .set({ nextRunAt: nextRun(schedule, now) })
        .where(
          and(eq(schedules.workspaceId, ctx.workspaceId), eq(schedules.scheduleId, schedule.scheduleId)),
        );
    }
  });
  const [next] = await ctx.db
    .select({ at: schedules.nextRunAt })
    .from(schedules)
    .where(eq(schedules.workspaceId, ctx.workspaceId))
    .orderBy(schedules.nextRunAt)
    .limit(1);
  return next?.at;
}

function deliveryOf(
  { kind, channelId, scheduleId, timeOfDay, days, timeZone, options }: Schedule,
  at: Date,
  on: string,
): NewDelivery {
  const { report, withCost = false } = options;
  const payload = { at: at.toISOString(), timeZone, withCost, scheduleId };
  return report
    ? {
        dedupeKey: `report:${scheduleId}:${on}`,
        kind: 'report',
        recipientId: channelId,
        payload: { ...payload, ...report, days, timeOfDay },
      }
    : { dedupeKey: `${kind}:${channelId}:${on}`, kind: 'digest', recipientId: channelId, payload };
}

/** The last run that has come by now; those before it were slept through. */
function latestRun(schedule: Schedule, now: Date): Date {
  let latest = schedule.nextRunAt;
  for (let next = nextRun(schedule, latest); next <= now; next = nextRun(schedule, next)) latest = next;
  return latest;
}
