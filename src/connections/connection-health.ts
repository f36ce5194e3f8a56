import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { reportedValues } from '../db/schema.ts';
import { UnavailableError } from '../errors.ts';
import { requireAdmin } from '../team/permissions.ts';
import { type Connection, listConnections } from './connection.ts';
import { secretsInForce } from './secrets.ts';
import { stageOfValue } from './stage-of-value.ts';
import type { Vault } from './vault.ts';

/** How a connection fares. */
export interface ConnectionHealth {
  connection: Connection;
  /** From the newest event to our learning of it, in the latest request that held one; null: there was none. */
  lagMs: number | null;
  /** Values that nobody has given a meaning, and how often they were reported. */
  unmapped: { values: number; seen: number };
  /** Secrets that prove a request now; null: the stored ones cannot be read. */
  secrets: number | null;
}

/** How every connection fares, by name. @throws {NotAllowedError} to all but admins. */
export async function listConnectionHealth(ctx: Context, vault: Vault): Promise<ConnectionHealth[]> {
  requireAdmin(ctx, 'connect a CRM');
  const connected = await listConnections(ctx);
  const values = await ctx.db
    .select()
    .from(reportedValues)
    .where(eq(reportedValues.workspaceId, ctx.workspaceId));
  const byConnection = Map.groupBy(values, (row) => row.connectionId);
  return connected.map((connection) => {
    const unmapped = (byConnection.get(connection.connectionId) ?? []).filter(
      ({ value }) => stageOfValue(connection.stages, value) === undefined,
    );
    const { lastEventAt, lastReceivedAt } = connection;
    const lag = lastEventAt && lastReceivedAt && lastReceivedAt.getTime() - lastEventAt.getTime();
    return {
      connection,
      lagMs: lag === null ? null : Math.max(0, lag),
      unmapped: { values: unmapped.length, seen: unmapped.reduce((sum, { seen }) => sum + seen, 0) },
      secrets: countSecrets(ctx, connection, vault),
    };
  });
}

function countSecrets(ctx: Context, connection: Connection, vault: Vault): number | null {
  try {
    return secretsInForce(connection, vault, ctx.now()).length;
  } catch (error) {
    if (error instanceof UnavailableError) return null;
    throw error;
  }
}
