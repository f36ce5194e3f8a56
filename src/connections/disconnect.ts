import { and, eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { connections } from '../db/schema.ts';
import { recordAudit } from '../team/audit.ts';
import { requireAdmin } from '../team/permissions.ts';
import { lockConnection } from './connection.ts';

/** Takes nothing from it any more and forgets its secrets. What it has reported stays and counts. */
export async function disconnect(ctx: Context, connectionId: string): Promise<void> {
  requireAdmin(ctx, 'connect a CRM');
  await inTransaction(ctx, async (tx) => {
    const { name } = await lockConnection(tx, connectionId);
    await tx.db
      .update(connections)
      .set({
        ...{ disconnectedAt: tx.now(), secrets: null, credentials: null, lastPayload: null },
        ...{ handsOver: false, writesBack: false, readAt: null },
      })
      .where(and(eq(connections.workspaceId, tx.workspaceId), eq(connections.connectionId, connectionId)));
    await recordAudit(tx, 'connection ended', name, { connectionId });
  });
}
