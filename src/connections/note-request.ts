import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { insertRows } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { connections, reportedValues } from '../db/schema.ts';
import { valueKey } from '../leads/value-key.ts';
import type { Stage } from '../vocabulary.ts';
import type { Connection } from './connection.ts';
import type { Vault } from './vault.ts';

export interface TakenRequest {
  /** When the newest of its events happened; undefined: it held none. */
  newestAt: Date | undefined;
  values: ReadonlyMap<string, number>;
  faults: readonly string[];
  /** What was received; undefined: nothing was, we have read it ourselves. */
  payload: string | undefined;
}

/** So much of a request is kept to choose fields from. */
const LONGEST_PAYLOAD = 64 * 1024;
const LONGEST_WHY = 300;
/** So begins why a CRM could not be read. */
export const READING = 'Reading it: ';

/**
 * Notes that a request was taken, what it reported and what of it could not be read. Returns what has become of the
 * connection meanwhile: whoever has changed it may have missed what this request brought.
 */
export async function noteTaken(
  ctx: Context,
  vault: Vault,
  { connectionId }: Connection,
  request: TakenRequest,
): Promise<Pick<Connection, 'stages' | 'handsOver'> | undefined> {
  const { newestAt, values, faults, payload } = request;
  const now = sql`${ctx.now().toISOString()}::timestamptz`;
  if (values.size > 0) await noteValues(ctx, connectionId, values);
  const kept = payload !== undefined && vault.canStore && payload.length <= LONGEST_PAYLOAD;
  const set = [
    sql`last_received_at = ${payload === undefined ? sql`last_received_at` : now}`,
    ...(newestAt ? [sql`last_event_at = ${newestAt.toISOString()}::timestamptz`] : []),
    ...(kept
      ? [
          sql`last_payload = case when disconnected_at is null then ${vault.seal(connectionId, payload)}::text end`,
        ]
      : []),
    faults.length === 0
      ? forgetRefused(payload === undefined)
      : sql`refused = refused + ${faults.length}::int, refused_at = ${now}, refused_why = ${whyOf(payload === undefined ? [READING.trim(), ...faults] : faults)}`,
  ];
  const [row] = await queryRows<{ stages: Record<string, Stage | '-'>; hands_over: boolean }>(
    ctx.db,
    sql`update ${connections} set ${sql.join(set, sql`, `)}
        where workspace_id = ${ctx.workspaceId} and connection_id = ${connectionId}
        returning stages, hands_over`,
  );
  return row && { stages: row.stages, handsOver: row.hands_over };
}

/** That we can read it says nothing of requests that are refused. */
function forgetRefused(isOwnReading: boolean): SQL {
  if (!isOwnReading) return sql`refused = 0, refused_at = null, refused_why = null`;
  const isKept = sql`coalesce(refused_why, '') not like ${`${READING}%`}`;
  return sql`refused = case when ${isKept} then refused else 0 end,
    refused_at = case when ${isKept} then refused_at end,
    refused_why = case when ${isKept} then refused_why end`;
}

/** Notes that requests were refused, and why the latest was, so that whoever set the connection up sees it. */
export async function noteRefused(ctx: Context, connectionId: string, why: string, count = 1): Promise<void> {
  await ctx.db
    .update(connections)
    .set({
      refused: sql`${connections.refused} + ${count}::int`,
      refusedAt: ctx.now(),
      refusedWhy: whyOf([why]),
    })
    .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.connectionId, connectionId)));
}

async function noteValues(
  ctx: Context,
  connectionId: string,
  values: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = new Map<string, { value: string; label: string; seen: number }>();
  for (const [label, count] of values) {
    const value = valueKey(label);
    const seen = (rows.get(value)?.seen ?? 0) + count;
    rows.set(value, { value, label: rows.get(value)?.label ?? label, seen });
  }
  const common = { workspaceId: ctx.workspaceId, connectionId, lastSeenAt: ctx.now() };
  await ctx.db.execute(
    insertRows(
      reportedValues,
      ['workspaceId', 'connectionId', 'value', 'label', 'seen', 'lastSeenAt'],
      // In one order, so that two requests wait for each other instead of dying in a deadlock.
      [...rows.values()].sort((a, b) => (a.value < b.value ? -1 : 1)).map((row) => ({ ...common, ...row })),
      sql`on conflict (workspace_id, connection_id, value) do update set
        seen = reported_values.seen + excluded.seen, last_seen_at = excluded.last_seen_at,
        label = coalesce(reported_values.label, excluded.label)`,
    ),
  );
}

function whyOf(faults: readonly string[]): string {
  const text = faults.join(' ').replaceAll('\u0000', '').toWellFormed();
  return text.length > LONGEST_WHY ? `${text.slice(0, LONGEST_WHY - 1).toWellFormed()}…` : text;
}
