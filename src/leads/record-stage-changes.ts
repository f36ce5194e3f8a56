import { and, eq, type SQL, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { insertRows, isAnyOf, selectRows, upsertRows } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { handoffs, leads, slaPolicies } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { refreshDeliveries } from '../outbox/refresh-deliveries.ts';
import { endLapses, followDecisions, releaseReopened } from '../routing/turns.ts';
import { notingDays } from '../sla/changed-days.ts';
import { getWorkspace } from '../team/workspace.ts';
import { factFault } from './check-fact.ts';
import type { NewFact, RecordedFact } from './fact.ts';
import { type FoldedLead, foldLead, keyText } from './fold-lead.ts';
import { type Handoff, reconcileHandoffs } from './handoff.ts';
import { appendFacts, loadFacts } from './ledger.ts';
import { HANDOFF_COLUMNS, LEAD_COLUMNS, leadRow } from './rows.ts';

export interface RecordResult {
  recorded: number;
  duplicates: number;
  /** What became of each fact, in the order given. */
  outcomes: ('recorded' | 'duplicate')[];
}

const MS_PER_HOUR = 3_600_000;

/**
 * The one way in: appends the facts to the ledger and brings leads, handoffs and what is owed up to date, all or
 * nothing, in a constant number of round trips. Facts known already change nothing.
 * @throws {InvalidInputError} for a fact that may not be recorded; ask `factFault` first where facts come one by one.
 */
export async function recordStageChanges(ctx: Context, facts: readonly NewFact[]): Promise<RecordResult> {
  if (facts.length === 0) return { recorded: 0, duplicates: 0, outcomes: [] };
  const now = ctx.now();
  for (const fact of facts) {
    const fault = factFault(fact, now);
    if (fault)
      throw new InvalidInputError(`The stage change of lead ${fact.leadId} cannot be recorded: ${fault}.`);
  }
  return retryingDeadlocks(() => inTransaction(ctx, (tx) => recordWithin(tx, facts, now)));
}

/** The same for a caller that has a transaction open, such as a click that decides under a lock. */
export async function recordWithin(
  ctx: Context,
  given: readonly NewFact[],
  now: Date,
): Promise<RecordResult> {
  const { liveWithinHours } = await getWorkspace(ctx);
  const facts = new Map<string, RecordedFact>();
  for (const { alert = false, ...fact } of given) {
    const live = now.getTime() - fact.occurredAt.getTime() <= liveWithinHours * MS_PER_HOUR;
    const name = keyText(fact);
    if (!facts.has(name)) facts.set(name, { ...fact, alert, live, recordedAt: now });
  }
  const byLead = Map.groupBy(facts.values(), (fact) => fact.leadId);
  const fresh = await lockLeads(ctx, byLead);
  const added = await appendFacts(ctx, [...facts.values()]);
  await bringUpToDate(ctx, byLead, fresh, added, now);
  const seen = new Set<string>();
  const outcomes = given.map((fact) => {
    const name = keyText(fact);
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst && added.has(name) ? 'recorded' : 'duplicate';
  });
  return { recorded: added.size, duplicates: given.length - added.size, outcomes };
}

/**
 * Inserts the leads that are not there as their facts make them, then locks the rows of the others, so that whoever else
 * writes to one of these leads waits. Returns the leads that were inserted, which therefore have no other facts.
 */
async function lockLeads(
  ctx: Context,
  byLead: ReadonlyMap<string, RecordedFact[]>,
): Promise<ReadonlyMap<string, FoldedLead>> {
  const leadIds = [...byLead.keys()];
  const known = new Set(await selectLeadIds(ctx, leadIds));
  const unknown = leadIds.filter((leadId) => !known.has(leadId)).sort();
  const folded = new Map(unknown.map((leadId) => [leadId, foldLead(byLead.get(leadId) ?? [])]));
  const fresh = new Set(await insertLeads(ctx, folded));
  // Not sooner: whoever inserts while holding locks dies in a deadlock with whoever does the same.
  const others = leadIds.filter((leadId) => !fresh.has(leadId));
  if (others.length > 0) await selectLeadIds(ctx, others, sql`order by lead_id for update`);
  return new Map([...folded].filter(([leadId]) => fresh.has(leadId)));
}

async function selectLeadIds(
  ctx: Context,
  leadIds: readonly string[],
  locking: SQL = sql``,
): Promise<string[]> {
  const rows = await queryRows<{ lead_id: string }>(
    ctx.db,
    sql`select lead_id from ${leads}
        where ${eq(leads.workspaceId, ctx.workspaceId)} and ${isAnyOf(leads.leadId, leadIds)} ${locking}`,
  );
  return rows.map((row) => row.lead_id);
}

/** Returns the leads that nobody else inserted meanwhile. */
async function insertLeads(ctx: Context, folded: ReadonlyMap<string, FoldedLead>): Promise<string[]> {
  if (folded.size === 0) return [];
  const rows = [...folded].map(([leadId, lead]) => leadRow(ctx.workspaceId, leadId, lead));
  const inserted = await queryRows<{ lead_id: string }>(
    ctx.db,
    insertRows(leads, LEAD_COLUMNS, rows, sql`on conflict do nothing returning lead_id`),
  );
  return inserted.map((row) => row.lead_id);
}

async function bringUpToDate(
  ctx: Context,
  byLead: ReadonlyMap<string, RecordedFact[]>,
  fresh: ReadonlyMap<string, FoldedLead>,
  added: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const asInserted = new Map<string, FoldedLead>();
  const toRefold: string[] = [];
  const orphans: string[] = [];
  for (const [leadId, facts] of byLead) {
    const news = facts.filter((fact) => added.has(keyText(fact))).length;
    const inserted = fresh.get(leadId);
    if (inserted && news === facts.length) asInserted.set(leadId, inserted);
    else if (news > 0) toRefold.push(leadId);
    else if (inserted) orphans.push(leadId);
  }
  const refolded = new Map<string, FoldedLead>();
  let stored = new Map<string, Handoff[]>();
  if (toRefold.length > 0) {
    const ledgers = await loadFacts(ctx, toRefold);
    for (const leadId of toRefold) refolded.set(leadId, foldLead(ledgers.get(leadId) ?? []));
    stored = await loadHandoffs(ctx, toRefold);
    await updateLeads(ctx, refolded);
  }
  if (orphans.length > 0) await deleteLeads(ctx, orphans);
  const written = await writeHandoffs(ctx, new Map([...asInserted, ...refolded]), stored, now);
  const before = new Map([...stored.values()].flat().map((row) => [row.handoffId, row.state]));
  const decided = written.filter((row) => row.turn > 0 && row.state !== before.get(row.handoffId));
  await followDecisions(ctx, decided);
  await endLapses(ctx, decided);
  await releaseReopened(
    ctx,
    decided.filter((row) => row.state === 'open'),
  );
  if (stored.size > 0) {
    await refreshDeliveries(
      ctx,
      [...stored.values()].flat().map((handoff) => handoff.handoffId),
    );
  }
}

async function loadHandoffs(ctx: Context, leadIds: readonly string[]): Promise<Map<string, Handoff[]>> {
  const wanted = sql`${eq(handoffs.workspaceId, ctx.workspaceId)} and ${isAnyOf(handoffs.leadId, leadIds)}`;
  const rows = await selectRows(ctx.db, handoffs, wanted, sql`for update`);
  return Map.groupBy(rows, (row) => row.leadId);
}

async function updateLeads(ctx: Context, folded: ReadonlyMap<string, FoldedLead>): Promise<void> {
  const rows = [...folded].map(([leadId, lead]) => leadRow(ctx.workspaceId, leadId, lead));
  await ctx.db.execute(upsertRows(leads, ['workspaceId', 'leadId'], LEAD_COLUMNS, rows));
}

/** Leads whose only facts turned out to be known already, under the same key, of another lead. */
async function deleteLeads(ctx: Context, leadIds: readonly string[]): Promise<void> {
  await ctx.db
    .delete(leads)
    .where(and(eq(leads.workspaceId, ctx.workspaceId), isAnyOf(leads.leadId, leadIds)));
}

async function writeHandoffs(
  ctx: Context,
  folded: ReadonlyMap<string, FoldedLead>,
  stored: ReadonlyMap<string, Handoff[]>,
  now: Date,
): Promise<Handoff[]> {
  if (![...folded].some(([leadId, lead]) => lead.spells.length > 0 || stored.has(leadId))) return [];
  const policies = await ctx.db
    .select()
    .from(slaPolicies)
    .where(eq(slaPolicies.workspaceId, ctx.workspaceId));
  const rows = [...folded].flatMap(([leadId, lead]) =>
    reconcileHandoffs({
      workspaceId: ctx.workspaceId,
      leadId,
      folded: lead,
      stored: stored.get(leadId) ?? [],
      policies,
      now,
    }),
  );
  if (rows.length === 0) return [];
  const changed = notingDays(ctx, [...rows, ...[...stored.values()].flat()]);
  await ctx.db.execute(
    sql`${changed} ${upsertRows(handoffs, ['workspaceId', 'handoffId'], HANDOFF_COLUMNS, rows)}`,
  );
  return rows;
}
