import { and, eq, sql } from 'drizzle-orm';
import { actorId, type Context, inTransaction } from '../context.ts';
import { insertRows, isAnyOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { spend } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { say } from '../words/say.ts';
import type { BudgetState } from './budget-states.ts';
import { noteOverspending } from './note-overspending.ts';
import { canonicalAmount, type SpendEntry, spendFault } from './spend-entry.ts';

export interface SpendResult {
  recorded: number;
  duplicates: number;
  /** Entries whose key is recorded with another amount, which stands. */
  conflicts: SpendConflict[];
  /** The keys that were recorded now. */
  fresh: ReadonlySet<string>;
  /** The budgets that are overspent with what was recorded. */
  overspent: BudgetState[];
}

export interface SpendConflict {
  index: number;
  existingAmount: string;
  /** What is recorded was taken back since, and counts no more. */
  isDeleted: boolean;
}

const COLUMNS = [
  'workspaceId',
  'spendKey',
  'fromOn',
  'toOn',
  'amount',
  'channel',
  'campaign',
  'recordedAt',
  'recordedBy',
] as const;
const BATCH_SIZE = 1000;

/**
 * Records entries under their keys, all in one transaction; a key known already changes nothing, also where its entry
 * was taken back.
 * @throws {InvalidInputError} for an entry that may not be recorded; ask `spendFault` first where they come one by one.
 */
export async function recordSpend(ctx: Context, entries: readonly SpendEntry[]): Promise<SpendResult> {
  for (const entry of entries) {
    const fault = spendFault(entry);
    if (fault) {
      const which = say('The spend of {day} cannot be recorded.', { day: entry.fromOn });
      throw new InvalidInputError(`${which} ${fault}`);
    }
  }
  if (entries.length === 0)
    return { recorded: 0, duplicates: 0, conflicts: [], fresh: new Set(), overspent: [] };
  const firsts = new Map<string, SpendEntry>();
  for (const entry of entries) {
    if (!firsts.has(entry.spendKey)) firsts.set(entry.spendKey, entry);
  }
  return inTransaction(ctx, async (tx) => {
    const fresh = await insertEntries(tx, [...firsts.values()]);
    const held = await loadHeld(
      tx,
      [...firsts.keys()].filter((key) => !fresh.has(key)),
    );
    const result = { recorded: fresh.size, duplicates: 0, conflicts: [] as SpendConflict[], fresh };
    for (const [index, entry] of entries.entries()) {
      const first = firsts.get(entry.spendKey) ?? entry;
      if (fresh.has(entry.spendKey) && first === entry) continue;
      const { amount, isDeleted } = held.get(entry.spendKey) ?? { amount: first.amount, isDeleted: false };
      if (canonicalAmount(amount) === canonicalAmount(entry.amount)) result.duplicates += 1;
      else result.conflicts.push({ index, existingAmount: amount, isDeleted });
    }
    const recorded = [...firsts.values()].filter((entry) => fresh.has(entry.spendKey));
    return { ...result, overspent: await noteOverspending(tx, recorded) };
  });
}

async function insertEntries(ctx: Context, entries: SpendEntry[]): Promise<Set<string>> {
  const about = { workspaceId: ctx.workspaceId, recordedAt: ctx.now(), recordedBy: actorId(ctx) };
  // In one order everywhere, so that two imports of the same rows wait for each other instead of deadlocking.
  const sorted = entries.sort((a, b) => (a.spendKey < b.spendKey ? -1 : 1));
  const fresh = new Set<string>();
  for (const batch of batchesOf(sorted)) {
    const rows = batch.map((entry) => ({ ...entry, ...about }));
    const inserted = await queryRows<{ spend_key: string }>(
      ctx.db,
      insertRows(spend, COLUMNS, rows, sql`on conflict do nothing returning spend_key`),
    );
    for (const row of inserted) fresh.add(row.spend_key);
  }
  return fresh;
}

async function loadHeld(ctx: Context, keys: readonly string[]) {
  const held = new Map<string, { amount: string; isDeleted: boolean }>();
  for (const batch of batchesOf(keys)) {
    const rows = await ctx.db
      .select({ spendKey: spend.spendKey, amount: spend.amount, deletedAt: spend.deletedAt })
      .from(spend)
      .where(and(eq(spend.workspaceId, ctx.workspaceId), isAnyOf(spend.spendKey, batch)));
    for (const { spendKey, amount, deletedAt } of rows) {
      held.set(spendKey, { amount, isDeleted: deletedAt !== null });
    }
  }
  return held;
}

function* batchesOf<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += BATCH_SIZE) yield items.slice(from, from + BATCH_SIZE);
}
