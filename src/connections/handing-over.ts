import { and, eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { connections } from '../db/schema.ts';
import { askForCards, countUntold, type Untold } from '../leads/ask-for-cards.ts';
import { recordAudit } from '../team/audit.ts';
import { requireAdmin } from '../team/permissions.ts';
import { getWorkspace } from '../team/workspace.ts';
import { getConnection, lockConnection } from './connection.ts';

const HOUR_MS = 3_600_000;

/** How many cards there would be: of open MQLs young enough to be news, and of all others. Changes nothing. */
export async function previewHandingOver(ctx: Context, connectionId: string): Promise<Untold> {
  requireAdmin(ctx, 'connect a CRM');
  return countUntold(ctx, connectionId, await newsSince(ctx));
}

/**
 * From now on what the connection reports is handed over, and so are its open MQLs that nobody was told of: those young
 * enough to be news, or all (`older`). Returns how many there were; doing it again finds only what is left.
 */
export async function startHandingOver(
  ctx: Context,
  { connectionId, older }: { connectionId: string; older: boolean },
): Promise<number> {
  requireAdmin(ctx, 'connect a CRM');
  const { name } = await getConnection(ctx, connectionId);
  const since = older ? undefined : await newsSince(ctx);
  const wasOff = await inTransaction(ctx, async (tx) => {
    const before = await lockConnection(tx, connectionId);
    await setHandsOver(tx, connectionId, true);
    return !before.handsOver;
  });
  const cards = await askForCards(ctx, connectionId, since);
  if (wasOff || cards > 0) await recordAudit(ctx, 'handing over started', name, { connectionId, cards });
  return cards;
}

/** From now on what the connection reports is only measured. What has been handed over stays so. */
export async function stopHandingOver(ctx: Context, connectionId: string): Promise<void> {
  requireAdmin(ctx, 'connect a CRM');
  await inTransaction(ctx, async (tx) => {
    const { name, handsOver } = await lockConnection(tx, connectionId);
    if (!handsOver) return;
    await setHandsOver(tx, connectionId, false);
    await recordAudit(tx, 'handing over stopped', name, { connectionId });
  });
}

async function setHandsOver(ctx: Context, connectionId: string, handsOver: boolean): Promise<void> {
  await ctx.db
    .update(connections)
    .set({ handsOver })
    .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.connectionId, connectionId)));
}

export async function newsSince(ctx: Context): Promise<Date> {
  const { liveWithinHours } = await getWorkspace(ctx);
  return new Date(ctx.now().getTime() - liveWithinHours * HOUR_MS);
}
