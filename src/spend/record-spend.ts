import { and, eq, sql } from 'drizzle-orm';
import { actorId, type Context, inTransaction } from '../context.ts';
import { insertRows, isAnyOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { spend } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { canonicalAmount, type SpendEntry, spendFault } from './spend-entry.ts';

export interface SpendResult {
  recorded: number;
  duplicates: number;
  /** Entries whose key is recorded with another amount, which stands. */
  conflicts: { index: number; existingAmount: string }[];
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

/**
 * Records entries under their keys, all in one transaction; a key known already changes nothing.
 * @throws {InvalidInputError} for an entry that may not be recorded; ask `spendFault` first where they come one by one.
 */
export async function recordSpend(ctx: Context, entries: readonly SpendEntry[]): Promise<SpendResult> {
  for (const entry of entries) {
    const fault = spendFault(entry);
    if (fault) throw new InvalidInputError(`The spend of ${entry.fromOn} cannot be recorded. ${fault}`);
  }
  if (entries.length === 0) return { recorded: 0, duplicates: 0, conflicts: [] };
  return inTransaction(ctx, async (tx) => {
    const firsts = new Map<string, SpendEntry>();
    for (const entry of entries) {
      if (!firsts.has(entry.spendKey)) firsts.set(entry.spendKey, entry);
    }
    const fresh = await insertEntries(tx, [...firsts.values()]);
    const amounts = await loadAmounts(tx, [...firsts.keys()]);
    const result: SpendResult = { recorded: fresh.size, duplicates: 0, conflicts: [] };
    for (const [index, entry] of entries.entries()) {
      if (fresh.has(entry.spendKey) && firsts.get(entry.spendKey) === entry) continue;
      const existingAmount = amounts.get(entry.spendKey) ?? entry.amount;
      if (canonicalAmount(existingAmount) === canonicalAmount(entry.amount)) result.duplicates += 1;
      else result.conflicts.push({ index, existingAmount });
    }
    return result;
  });
}

async function insertEntries(ctx: Context, entries: SpendEntry[]): Promise<Set<string>> {
  const about = { workspaceId: ctx.workspaceId, recordedAt: ctx.now(), recordedBy: actorId(ctx) };
  // In one order everywhere, so that two imports of the same rows wait for each other instead of deadlocking.
  const rows = entries
    .sort((a, b) => (a.spendKey < b.spendKey ? -1 : 1))
    .map(({ channel = null, campaign = null, ...entry }) => ({ ...entry, channel, campaign, ...about }));
  const inserted = await queryRows<{ spend_key: string }>(
    ctx.db,
    insertRows(spend, COLUMNS, rows, sql`on conflict do nothing returning spend_key`),
  );
  return new Set(inserted.map((row) => row.spend_key));
}

async function loadAmounts(ctx: Context, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .select({ spendKey: spend.spendKey, amount: spend.amount })
    .from(spend)
    .where(and(eq(spend.workspaceId, ctx.workspaceId), isAnyOf(spend.spendKey, keys)));
  return new Map(rows.map((row) => [row.spendKey, row.amount]));
}
