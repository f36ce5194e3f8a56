import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { connections } from '../db/schema.ts';
import { NotFoundError } from '../errors.ts';
import type { CrmSystem } from '../vocabulary.ts';
import { say } from '../words/say.ts';

/** What is known of a connection, without what it received last, which may be long. */
export type Connection = Omit<typeof connections.$inferSelect, 'lastPayload'>;

const { lastPayload: _, ...CONNECTION_COLUMNS } = getTableColumns(connections);

/** Those that are connected, of one system or of all, by name. */
export async function listConnections(ctx: Context, system?: CrmSystem): Promise<Connection[]> {
  return ctx.db
    .select(CONNECTION_COLUMNS)
    .from(connections)
    .where(
      and(
        eq(connections.workspaceId, ctx.workspaceId),
        isNull(connections.disconnectedAt),
        system && eq(connections.system, system),
      ),
    )
    .orderBy(asc(connections.name), asc(connections.connectionId));
}

/** The connection of this id, which may be disconnected; undefined where there never was one. */
export async function findConnection(ctx: Context, connectionId: string): Promise<Connection | undefined> {
  const [found] = await ctx.db
    .select(CONNECTION_COLUMNS)
    .from(connections)
    .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.connectionId, connectionId)));
  return found;
}

/** @throws {NotFoundError} unless it is connected. */
export async function getConnection(ctx: Context, connectionId: string): Promise<Connection> {
  const found = await findConnection(ctx, connectionId);
  if (found && !found.disconnectedAt) return found;
  throw new NotFoundError(
    say('This connection is not there any more: somebody has disconnected it. Open the list again.'),
  );
}

/** The same under a lock, so that two admins change it one after the other. */
export async function lockConnection(ctx: Context, connectionId: string): Promise<Connection> {
  await ctx.db
    .select({ connectionId: connections.connectionId })
    .from(connections)
    .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.connectionId, connectionId)))
    .for('update');
  return getConnection(ctx, connectionId);
}
