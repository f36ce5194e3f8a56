import { and, eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { spend } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { requireManager } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import type { BudgetState } from './budget-states.ts';
import { lockSeenSpend, type SeenSpend } from './find-spend.ts';
import { noteOverspending } from './note-overspending.ts';
import { type SpendEntry, spendFault, tidyContent } from './spend-entry.ts';

/**
 * Makes a recorded entry another one; it keeps its key, so that the row it was imported from does not come back beside
 * it. Returns the budgets that are overspent with it.
 * @throws {NotAllowedError} unless a manager asks, {InvalidInputError} for an entry that cannot be, {ConflictError} when
 * it was changed or deleted since it was seen.
 */
export async function changeSpend(
  ctx: Context,
  seen: SeenSpend,
  changed: Omit<SpendEntry, 'spendKey'>,
): Promise<{ overspent: BudgetState[] }> {
  requireManager(ctx, 'change spend');
  const entry = tidyContent({ ...changed, spendKey: seen.spendKey });
  const fault = spendFault(entry);
  if (fault) throw new InvalidInputError(`${say('This entry cannot be saved.')} ${fault}`);
  return retryingDeadlocks(() => inTransaction(ctx, (tx) => change(tx, seen, entry)));
}

async function change(ctx: Context, seen: SeenSpend, entry: SpendEntry) {
  const { fromOn, toOn, amount, channel, campaign } = await lockSeenSpend(ctx, seen);
  const after = {
    ...{ fromOn: entry.fromOn, toOn: entry.toOn, amount: entry.amount },
    ...{ channel: entry.channel ?? null, campaign: entry.campaign ?? null },
  };
  await ctx.db
    .update(spend)
    .set(after)
    .where(and(eq(spend.workspaceId, ctx.workspaceId), eq(spend.spendKey, seen.spendKey)));
  await recordAudit(ctx, 'spend changed', seen.spendKey, {
    before: { fromOn, toOn, amount, channel, campaign },
    after,
  });
  return { overspent: await noteOverspending(ctx, [entry]) };
}
