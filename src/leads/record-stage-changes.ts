import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { insertRows } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { leads } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { factFault } from './check-fact.ts';
import type { NewFact, RecordedFact } from './fact.ts';
import { type FactBatch, prepareBatch } from './fact-batch.ts';
import { type FoldedLead, foldLead, keyText } from './fold-lead.ts';
import { appendFacts } from './ledger.ts';
import { lockLeads } from './lock-leads.ts';
import { recordNewLeads } from './record-new-leads.ts';
import { LEAD_COLUMNS, leadRow } from './rows.ts';
import { loadListedWords, strippedFact } from './strip-facts.ts';

export interface RecordResult {
  recorded: number;
  duplicates: number;
  /** What became of each fact, in the order given. */
  outcomes: ('recorded' | 'duplicate')[];
}

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
  return retryingDeadlocks(async () => {
    const batch = await prepareBatch(ctx, facts, now);
    const added = (await recordNewLeads(ctx, batch, now))
      ? new Set(batch.facts.map(keyText))
      : await inTransaction(ctx, (tx) => recordBatch(tx, batch, now));
    return resultOf(facts, added);
  });
}

/** The same for a caller that has a transaction open, such as a click that decides under a lock. */
export async function recordWithin(
  ctx: Context,
  given: readonly NewFact[],
  now: Date,
): Promise<RecordResult> {
  const batch = await prepareBatch(ctx, given, now);
  return resultOf(given, await recordBatch(ctx, batch, now));
}

function resultOf(given: readonly NewFact[], added: ReadonlySet<string>): RecordResult {
  const seen = new Set<string>();
  const outcomes = given.map((fact) => {
    const name = keyText(fact);
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst && added.has(name) ? 'recorded' : 'duplicate';
  });
  return { recorded: added.size, duplicates: given.length - added.size, outcomes };
}

/** Returns the keys of the facts that are new. */
async function recordBatch(ctx: Context, batch: FactBatch, now: Date): Promise<ReadonlySet<string>> {
  const { fresh, erased } = await insertOrLock(ctx, batch);
  const facts = erased.size > 0 ? await withoutErased(ctx, batch.facts, erased) : batch.facts;
  const added = await appendFacts(ctx, facts);
  await bringUpToDate(ctx, batch, fresh, added, now);
  return added;
}

/**
 * Inserts the leads that are not there as their facts make them, then locks the rows of the others, so that whoever else
 * writes to one of these leads waits. Returns the leads that were inserted, which therefore have no other facts, and those
 * that were erased.
 */
async function insertOrLock(
  ctx: Context,
  batch: FactBatch,
): Promise<{ fresh: ReadonlyMap<string, FoldedLead>; erased: ReadonlySet<string> }> {
  const leadIds = [...batch.byLead.keys()];
  const unknown = leadIds.filter((leadId) => !batch.known.has(leadId)).sort();
  const folded = new Map(unknown.map((leadId) => [leadId, foldLead(batch.byLead.get(leadId) ?? [])]));
  const fresh = new Set(await insertLeads(ctx, folded));
  // Not sooner: whoever inserts while holding locks dies in a deadlock with whoever does the same.
  const others = leadIds.filter((leadId) => !fresh.has(leadId));
  const erased = others.length > 0 ? await lockLeads(ctx, others) : new Set<string>();
  return { fresh: new Map([...folded].filter(([leadId]) => fresh.has(leadId))), erased };
}

/** What is said of a lead after its erasure is counted, and brings nothing personal back. */
async function withoutErased(
  ctx: Context,
  facts: readonly RecordedFact[],
  erased: ReadonlySet<string>,
): Promise<RecordedFact[]> {
  const words = await loadListedWords(
    ctx,
    facts.map(({ origin }) => origin),
  );
  return facts.map((fact) => (erased.has(fact.leadId) ? strippedFact(fact, words) : fact));
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
