import { and, desc, eq, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { auditLog, leads, stageChanges } from '../db/schema.ts';
import { addDays, addMonths, instantAt, localDateOf } from '../lib/local-date.ts';
import { RETENTION_CHANGED } from '../team/save-kept-months.ts';
import { getWorkspace } from '../team/workspace.ts';
import { eraseWithin } from './erase-within.ts';

/** When a day of the team's zone becomes the past for good. */
const NIGHT = '03:00';
const LEADS_AT_ONCE = 200;

/**
 * Erases the leads with which nothing has happened for as long as the workspace keeps them, counted from last night: asked
 * again, or by several processes at once, it finds only what is left. A changed setting holds from the night after.
 * Returns how many were erased.
 */
export async function eraseSilentLeads(ctx: Context): Promise<number> {
  const { keptMonths, timeZone } = await getWorkspace(ctx);
  if (keptMonths === null) return 0;
  const night = lastNight(ctx.now(), timeZone);
  if (await wasChangedSince(ctx, night.at)) return 0;
  const before = monthsBefore(night.on, keptMonths, timeZone);
  let erased = 0;
  for (let behind = 0; ; ) {
    const batch = await retryingDeadlocks(() => inTransaction(ctx, (tx) => eraseBatch(tx, before, behind)));
    if (batch.leadIds.length === 0) return erased;
    erased += batch.leadIds.length;
    behind += batch.updated;
  }
}

/** How many leads would be erased tonight, were they kept for so many months. */
export async function countSilentLeads(ctx: Context, keptMonths: number): Promise<number> {
  const { timeZone } = await getWorkspace(ctx);
  const tonight = addDays(lastNight(ctx.now(), timeZone).on, 1);
  const before = monthsBefore(tonight, keptMonths, timeZone);
  const [counted] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(leads)
    .where(isSilent(ctx, before));
  return counted?.count ?? 0;
}

async function eraseBatch(ctx: Context, before: Date, behind: number) {
  const rows = await ctx.db
    .select({ leadId: leads.leadId })
    .from(leads)
    .where(isSilent(ctx, before))
    .orderBy(leads.leadId)
    .limit(LEADS_AT_ONCE)
    .for('update', { skipLocked: true });
  return eraseWithin(
    ctx,
    rows.map((row) => row.leadId),
    'retention',
    behind,
  );
}

/** Not by what was learnt, but by what happened: history that is imported is as old as it is. */
function isSilent(ctx: Context, before: Date): SQL {
  const since = sql`${before.toISOString()}::timestamptz`;
  return and(
    eq(leads.workspaceId, ctx.workspaceId),
    isNull(leads.erasedAt),
    or(isNull(leads.stageSince), lte(leads.stageSince, before)),
    sql`not exists (select 1 from ${stageChanges} as f where f.workspace_id = ${leads.workspaceId}
      and f.lead_id = ${leads.leadId} and f.occurred_at > ${since})`,
  ) as SQL;
}

async function wasChangedSince(ctx: Context, instant: Date): Promise<boolean> {
  const [changed] = await ctx.db
    .select({ at: auditLog.at })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, ctx.workspaceId),
        eq(auditLog.subject, ctx.workspaceId),
        eq(auditLog.action, RETENTION_CHANGED),
      ),
    )
    .orderBy(desc(auditLog.at))
    .limit(1);
  return changed !== undefined && changed.at > instant;
}

function lastNight(now: Date, timeZone: string): { on: string; at: Date } {
  const today = localDateOf(now, timeZone);
  const at = instantAt(today, NIGHT, timeZone);
  if (at <= now) return { on: today, at };
  const yesterday = addDays(today, -1);
  return { on: yesterday, at: instantAt(yesterday, NIGHT, timeZone) };
}

function monthsBefore(date: string, months: number, timeZone: string): Date {
  return instantAt(addMonths(date, -months), NIGHT, timeZone);
}
