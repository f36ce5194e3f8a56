import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { reviveRow } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { connections } from '../db/schema.ts';
import { addDays, instantAt, localDateOf } from '../lib/local-date.ts';
import type { Connection } from './connection.ts';

/** Whoever has a turn reads on for so long at most; if it dies, somebody else begins after this. */
export const LEASE_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
const NIGHT = '03:00';

/** How often the CRM's own record is read. */
export type ReadingPace = 'minutely' | 'nightly' | 'never';

export function readingPace({ options }: Pick<Connection, 'options'>): ReadingPace {
  return options.reads === 'nightly' || options.reads === 'never' ? options.reads : 'minutely';
}

/** Takes a connection whose record is due to be read; nobody else reads it meanwhile. */
export async function claimReading(ctx: Context): Promise<Connection | undefined> {
  const now = sql`${ctx.now().toISOString()}::timestamptz`;
  const until = sql`${new Date(ctx.now().getTime() + LEASE_MS).toISOString()}::timestamptz`;
  const [found] = await queryRows<{ row: Record<string, unknown> }>(
    ctx.db,
    sql`update ${connections} as c set read_at = ${until}
        where workspace_id = ${ctx.workspaceId} and connection_id = (
          select connection_id from ${connections}
          where workspace_id = ${ctx.workspaceId} and read_at <= ${now} and disconnected_at is null
            and credentials is not null
          order by read_at limit 1 for update skip locked)
        returning to_jsonb(c) - 'last_payload' as row`,
  );
  return found && (reviveRow(getTableColumns(connections), found.row) as Connection);
}

/** How far it was read; `next` is when it goes on, null never by itself. */
export async function noteRead(
  ctx: Context,
  connectionId: string,
  { cursor, next, why }: { cursor?: Record<string, unknown>; next?: Date | null; why?: string },
): Promise<void> {
  await ctx.db
    .update(connections)
    .set({
      ...(cursor ? { cursor } : {}),
      // Whoever took the access away meanwhile has ended it.
      ...(next === undefined
        ? {}
        : {
            readAt: sql`case when ${connections.credentials} is not null then ${next?.toISOString() ?? null}::timestamptz end`,
          }),
      ...(why === undefined
        ? {}
        : { refused: sql`${connections.refused} + 1`, refusedAt: ctx.now(), refusedWhy: why.slice(0, 300) }),
    })
    .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.connectionId, connectionId)));
}

/** When the record is read next, after it was read to its end. */
export function nextReadingAt(pace: ReadingPace, now: Date, timeZone: string): Date | null {
  if (pace === 'never') return null;
  if (pace === 'minutely') return new Date(now.getTime() + MINUTE_MS);
  const today = localDateOf(now, timeZone);
  const tonight = instantAt(today, NIGHT, timeZone);
  return tonight > now ? tonight : instantAt(addDays(today, 1), NIGHT, timeZone);
}

/** When the next one is due; undefined where none is. */
export async function nextReading(ctx: Context): Promise<Date | undefined> {
  const [row] = await ctx.db
    .select({ at: sql<string | null>`min(${connections.readAt})` })
    .from(connections)
    .where(
      and(
        eq(connections.workspaceId, ctx.workspaceId),
        sql`${connections.readAt} is not null and ${connections.disconnectedAt} is null
          and ${connections.credentials} is not null`,
      ),
    );
  return row?.at ? new Date(row.at) : undefined;
}

/** Reads it now, whatever its pace. */
export async function readNow(ctx: Context, connectionId: string): Promise<void> {
  await noteRead(ctx, connectionId, { next: ctx.now() });
}
