import { and, eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { spend } from '../db/schema.ts';
import { recordAudit } from '../team/audit.ts';
import { requireManager } from '../team/permissions.ts';
import { lockSeenSpend, type SeenSpend } from './find-spend.ts';
import type { RecordedSpend } from './list-spend.ts';

/**
 * Takes an entry back: it counts nowhere any more. Its row stays, so that the same row imported again changes nothing.
 * @throws {NotAllowedError} unless a manager asks, {ConflictError} when it was changed or deleted since it was seen.
 */
export async function deleteSpend(ctx: Context, seen: SeenSpend): Promise<RecordedSpend> {
  requireManager(ctx, 'delete spend');
  return inTransaction(ctx, async (tx) => {
    const before = await lockSeenSpend(tx, seen);
    await tx.db
      .update(spend)
      .set({ deletedAt: tx.now() })
      .where(and(eq(spend.workspaceId, tx.workspaceId), eq(spend.spendKey, seen.spendKey)));
    const { fromOn, toOn, amount, channel, campaign } = before;
    await recordAudit(tx, 'spend deleted', seen.spendKey, {
      before: { fromOn, toOn, amount, channel, campaign },
      after: null,
    });
    return before;
  });
}
