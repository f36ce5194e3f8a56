import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { schedules } from '../db/schema.ts';
import { AppError, invariant, NotAllowedError } from '../errors.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { recordAudit } from '../team/audit.ts';
import { requireManager } from '../team/permissions.ts';
import { getWorkspace } from '../team/workspace.ts';
import { say } from '../words/say.ts';
import { type ReportAnswer, runReport } from './report.ts';
import { COMPARED_REPORTS, REPORT_NAMES, type ReportName } from './report-request.ts';
import { readReportWords } from './report-words.ts';
import { nextRun, type ScheduleTime } from './schedule.ts';
import type { Schedule } from './schedules.ts';

/** A report as it was asked for: its name, and the words of its period, breakdown and filters. */
export interface NamedReport {
  name: ReportName;
  text: string;
}

interface NewScheduledReport extends ScheduleTime {
  channelId: string;
  report: NamedReport;
  /** Whether money may be in it, where the report is not about money anyway. */
  withCost: boolean;
}

/** Leads that a posted list names. */
const MOST_LEADS = 10;

/** @throws {NotAllowedError} for reports that name people, unless the workspace lets channels see names. */
export async function scheduleReport(ctx: Context, input: NewScheduledReport): Promise<Schedule> {
  requireManager(ctx, 'have reports posted in a channel');
  const { channelId, report, withCost, timeOfDay, days, timeZone } = input;
  await requireFitForChannel(ctx, report);
  await runReport(ctx, requestOf(report, withCost));
  const now = ctx.now();
  return inTransaction(ctx, async (tx) => {
    const [schedule] = await tx.db
      .insert(schedules)
      .values({
        workspaceId: ctx.workspaceId,
        scheduleId: uuidv7(),
        kind: 'report',
        channelId,
        ...{ timeOfDay, days, timeZone },
        options: { withCost, report },
        nextRunAt: nextRun(input, now),
        createdBy: actorId(ctx),
        createdAt: now,
      })
      .returning();
    invariant(schedule, 'an insert returns its row');
    await recordAudit(tx, 'report scheduled', channelId, { ...report, timeOfDay, days, timeZone, withCost });
    return schedule;
  });
}

/**
 * The report as of the instant it was due. Null when it can no longer be run: then it is stopped, and whoever set it up
 * is told why, once.
 */
export async function composeScheduledReport(
  ctx: Context,
  due: NamedReport & { scheduleId: string; at: Date; withCost: boolean },
): Promise<ReportAnswer | null> {
  try {
    return await postable(ctx, due, due);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
    await giveUp(ctx, due, error.message);
    return null;
  }
}

/** Why a report cannot be posted, in the words of whoever is spoken to; undefined where it could be by now. */
export async function whyNotPostable(ctx: Context, report: NamedReport): Promise<string | undefined> {
  try {
    await postable(ctx, report, { at: ctx.now(), withCost: false });
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
    return error.message;
  }
}

async function postable(
  ctx: Context,
  report: NamedReport,
  { at, withCost }: { at: Date; withCost: boolean },
): Promise<ReportAnswer> {
  await requireFitForChannel(ctx, report);
  return runReport({ ...ctx, now: () => at }, requestOf(report, withCost));
}

async function giveUp(
  ctx: Context,
  { scheduleId, name, text }: NamedReport & { scheduleId: string },
  because: string,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [stopped] = await tx.db
      .delete(schedules)
      .where(and(eq(schedules.workspaceId, ctx.workspaceId), eq(schedules.scheduleId, scheduleId)))
      .returning();
    if (!stopped) return;
    await recordAudit(tx, 'report stopped', stopped.channelId, { name, text, because });
    const { channelId, days, timeOfDay, timeZone } = stopped;
    if (stopped.createdBy === null) return;
    await enqueueDeliveries(tx, [
      {
        dedupeKey: `report-stopped:${scheduleId}`,
        kind: 'report-stopped',
        recipientId: stopped.createdBy,
        payload: { name, text, because, channelId, days, timeOfDay, timeZone },
      },
    ]);
  });
}

/** A channel reads names of reps and leads only where the workspace lets it. */
async function requireFitForChannel(ctx: Context, { name, text }: NamedReport): Promise<void> {
  const { by, filters } = readReportWords(text);
  const namesPeople = name === 'reps' || name === 'leads' || by === 'rep' || filters?.rep !== undefined;
  if (!namesPeople || (await getWorkspace(ctx)).namesRepsInChannels) return;
  throw new NotAllowedError(
    say(
      'This report names people, and channels get no names here. An admin can allow them in /funnel settings.',
    ),
  );
}

function requestOf({ name, text }: NamedReport, withCost: boolean) {
  return {
    name,
    compare: COMPARED_REPORTS.has(name),
    ...readReportWords(text),
    withCost: withCost || name === 'cost',
    ...(name === 'leads' ? { page: { size: MOST_LEADS } } : {}),
  };
}

export function isReportName(name: string): name is ReportName {
  return REPORT_NAMES.some((known) => known === name);
}
