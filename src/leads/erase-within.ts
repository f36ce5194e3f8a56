import { and, eq, isNull, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../context.ts';
import { actorId } from '../context.ts';
import { insertRows, isAnyOf } from '../db/bulk.ts';
import { auditLog, handoffs, leads, turns } from '../db/schema.ts';
import { eraseDeliveries } from '../outbox/erase-deliveries.ts';
import { oweDeletedFiles } from '../outbox/owe-deleted-files.ts';
import { refold } from './bring-up-to-date.ts';
import { ERASED, eraseCopies } from './erase-copies.ts';
import type { ErasureCause } from './erase-lead.ts';
import type { RecordedFact } from './fact.ts';
import type { Handoff } from './handoff.ts';
import { insertFacts, loadFacts } from './ledger.ts';
import { oweHomes } from './owe-homes.ts';
import { loadListedWords, strippedFact } from './strip-facts.ts';

interface ErasedBatch {
  /** Those that were erased now: known, and not erased before. */
  leadIds: string[];
  updated: number;
  cancelled: number;
  files: number;
}

const NOTHING: ErasedBatch = { leadIds: [], updated: 0, cancelled: 0, files: 0 };
const ERASURE_ORIGIN = 'erasure';

/**
 * Erases these leads, as part of a transaction, in a number of statements that does not depend on how many there are.
 * `behind`: so many posted copies are to be changed before theirs.
 */
export async function eraseWithin(
  ctx: Context,
  wanted: readonly string[],
  why: ErasureCause,
  behind?: number,
): Promise<ErasedBatch> {
  const leadIds = await lockUnerased(ctx, wanted);
  if (leadIds.length === 0) return NOTHING;
  const now = ctx.now();
  const ledger = [...(await loadFacts(ctx, leadIds)).values()].flat();
  const open = and(eq(handoffs.workspaceId, ctx.workspaceId), isAnyOf(handoffs.leadId, leadIds));
  const spells = await ctx.db.select().from(handoffs).where(open);
  const handoffIds = spells.map(({ handoffId }) => handoffId);
  await eraseLedger(ctx, ledger, excusesOf(spells, now));
  await clearTexts(ctx, leadIds, handoffIds);
  await refold(ctx, leadIds, now);
  await eraseCopies(ctx, leadIds, handoffIds, ledger);
  const since = ledger.reduce((first, { recordedAt }) => (recordedAt < first ? recordedAt : first), now);
  const marker = { erased: why };
  const deliveries = await eraseDeliveries(ctx, { leadIds, handoffIds, since, marker, behind });
  await oweHomes(ctx, why === 'retention' ? openOf(spells) : handoffIds);
  await auditErasures(ctx, leadIds, why);
  // Last, so that it sees every file that was noted until now.
  return { leadIds, ...deliveries, files: await oweDeletedFiles(ctx, since) };
}

/** Those that wait are shown to whoever looks, however old they are. */
function openOf(spells: readonly Handoff[]): string[] {
  return spells.filter(({ state }) => state === 'open').map(({ handoffId }) => handoffId);
}

/** In the order in which everybody locks leads. */
async function lockUnerased(ctx: Context, leadIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.db
    .select({ leadId: leads.leadId })
    .from(leads)
    .where(
      and(eq(leads.workspaceId, ctx.workspaceId), isAnyOf(leads.leadId, leadIds), isNull(leads.erasedAt)),
    )
    .orderBy(leads.leadId)
    .for('update');
  return rows.map((row) => row.leadId);
}

/** Nobody can decide these any more: that they will not be decided in time is charged to nobody. */
function excusesOf(spells: readonly Handoff[], now: Date): RecordedFact[] {
  return spells
    .filter(({ state, dueAt, excusedAt }) => state === 'open' && dueAt > now && !excusedAt)
    .map(({ handoffId, leadId, openedAt, openingOrigin, openingEventId }) => ({
      kind: 'excused',
      origin: ERASURE_ORIGIN,
      eventId: `excuse ${handoffId}`,
      leadId,
      occurredAt: now > openedAt ? now : openedAt,
      recordedAt: now,
      live: true,
      alert: false,
      about: { origin: openingOrigin, eventId: openingEventId },
      reason: '',
    }));
}

async function eraseLedger(
  ctx: Context,
  ledger: readonly RecordedFact[],
  excuses: readonly RecordedFact[],
): Promise<void> {
  const words = await loadListedWords(
    ctx,
    ledger.map(({ origin }) => origin),
  );
  const stripped = ledger.map((fact) => strippedFact(fact, words));
  await ctx.db.execute(
    insertFacts(
      ctx,
      [...stripped, ...excuses],
      sql`on conflict (workspace_id, origin, event_id) do update set
        reported = excluded.reported, lead = excluded.lead, reason = excluded.reason, note = excluded.note`,
    ),
  );
}

/** What is written beside the ledger, and does not follow from it. */
async function clearTexts(
  ctx: Context,
  leadIds: readonly string[],
  handoffIds: readonly string[],
): Promise<void> {
  await ctx.db
    .update(leads)
    .set({ erasedAt: ctx.now() })
    .where(and(eq(leads.workspaceId, ctx.workspaceId), isAnyOf(leads.leadId, leadIds)));
  await ctx.db
    .update(handoffs)
    .set({
      ...{ holderWhy: null, routeAt: null, mutedUntil: null, note: null },
      // Void ones follow from no fact any more.
      reason: sql`case when ${handoffs.state} <> 'void' then ${handoffs.reason} end`,
      excusedReason: sql`case when ${handoffs.excusedAt} is not null then '' end`,
    })
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), isAnyOf(handoffs.handoffId, handoffIds)));
  await ctx.db
    .update(turns)
    .set({ why: '', endedWhy: null })
    .where(and(eq(turns.workspaceId, ctx.workspaceId), isAnyOf(turns.handoffId, handoffIds)));
}

async function auditErasures(ctx: Context, leadIds: readonly string[], why: ErasureCause): Promise<void> {
  const rows = leadIds.map((subject) => ({
    workspaceId: ctx.workspaceId,
    auditId: uuidv7(),
    at: ctx.now(),
    actorId: actorId(ctx),
    action: ERASED,
    subject,
    detail: { why },
  }));
  const columns = ['workspaceId', 'auditId', 'at', 'actorId', 'action', 'subject', 'detail'] as const;
  await ctx.db.execute(insertRows(auditLog, columns, rows));
}
