import { v7 as uuidv7 } from 'uuid';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { recordAudit } from '../team/audit.ts';
import { requireManager } from '../team/permissions.ts';
import type { BudgetState } from './budget-states.ts';
import { recordSpend } from './record-spend.ts';
import { settleCurrency } from './settle-currency.ts';
import { type SpendEntry, tidyContent } from './spend-entry.ts';

/**
 * Records one entry typed by a manager and says in which currency (the workspace's), and which budgets are overspent
 * with it.
 * @throws {NotAllowedError} unless a manager asks, {InvalidInputError} for an entry that cannot be.
 */
export async function addSpend(
  ctx: Context,
  typed: Omit<SpendEntry, 'spendKey'>,
): Promise<{ currency: string; overspent: BudgetState[] }> {
  requireManager(ctx, 'record spend');
  return retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const entry = tidyContent({ ...typed, spendKey: `typed:${uuidv7()}` });
      const currency = await settleCurrency(tx, undefined);
      const { overspent } = await recordSpend(tx, [entry]);
      const { spendKey, ...content } = entry;
      await recordAudit(tx, 'spend added', spendKey, { ...content, currency });
      return { currency, overspent };
    }),
  );
}
