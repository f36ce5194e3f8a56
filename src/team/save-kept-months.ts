import { eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { workspaces } from '../db/schema.ts';
import { InvalidInputError } from '../errors.ts';
import { say } from '../words/say.ts';
import { recordAudit } from './audit.ts';
import { requireAdmin } from './permissions.ts';
import { lockWorkspace } from './workspace.ts';

export const RETENTION_CHANGED = 'retention changed';
const MOST_MONTHS = 240;

/**
 * After how many months without any news a lead is erased; null keeps leads for ever.
 * @throws {InvalidInputError} unless it is a whole number from 1 to 240.
 */
export async function saveKeptMonths(ctx: Context, keptMonths: number | null): Promise<void> {
  requireAdmin(ctx, 'change the settings');
  requireKeptMonths(keptMonths);
  await inTransaction(ctx, async (tx) => {
    const before = await lockWorkspace(tx);
    if (before.keptMonths === keptMonths) return;
    await tx.db.update(workspaces).set({ keptMonths }).where(eq(workspaces.workspaceId, tx.workspaceId));
    await recordAudit(tx, RETENTION_CHANGED, tx.workspaceId, {
      before: { keptMonths: before.keptMonths },
      after: { keptMonths },
    });
  });
}

/** Also asked before it is shown what would follow. */
export function requireKeptMonths(keptMonths: number | null): void {
  if (keptMonths === null || (Number.isInteger(keptMonths) && keptMonths >= 1 && keptMonths <= MOST_MONTHS))
    return;
  throw new InvalidInputError(
    say('Give a whole number of months from 1 to {most}, or leave it empty to keep leads for ever.', {
      most: MOST_MONTHS,
    }),
  );
}
