import { v7 as uuidv7 } from 'uuid';
import { type Context, inTransaction } from '../context.ts';
import { recordAudit } from '../team/audit.ts';
import { requireManager } from '../team/permissions.ts';
import { recordSpend } from './record-spend.ts';
import { settleCurrency } from './settle-currency.ts';
import type { SpendEntry } from './spend-entry.ts';

/**
 * Records one entry typed by a manager and says in which currency: the workspace's.
 * @throws {NotAllowedError} unless a manager asks, {InvalidInputError} for an entry that cannot be.
 */
export async function addSpend(
  ctx: Context,
  entry: Omit<SpendEntry, 'spendKey'>,
): Promise<{ currency: string }> {
  requireManager(ctx, 'record spend');
  return inTransaction(ctx, async (tx) => {
    const spendKey = `typed:${uuidv7()}`;
    await recordSpend(tx, [{ ...entry, spendKey }]);
    const currency = await settleCurrency(tx, undefined);
    await recordAudit(tx, 'spend added', spendKey, { ...entry, currency });
    return { currency };
  });
}
