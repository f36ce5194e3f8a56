import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { deliveries } from '../db/schema.ts';
import { type Foldable, foldIntoBundle } from './fold-into-bundle.ts';

/** So long does a message go on collecting. */
const COLLECTS_FOR_MS = 10 * 60_000;

/**
 * Takes the notices to be collected out of what is owed to one recipient and puts them into the message that collects
 * them: the one begun within the last ten minutes, posted or not, or a new one. Returns what is left to post.
 */
export async function collectNotices(ctx: Context, rows: readonly Foldable[]): Promise<Foldable[]> {
  const notices = rows.filter((row) => row.kind !== 'bundle' && row.payload.collect);
  const [first] = notices;
  if (!first) return [...rows];
  const others = rows.filter((row) => !notices.includes(row));
  const open = await findCollecting(ctx, first.recipientId);
  const unposted = others.find((row) => row.deliveryId === open?.deliveryId);
  if (unposted) {
    const bundle = await foldIntoBundle(ctx, notices, { into: unposted });
    return others.map((row) => (row === unposted ? bundle : row));
  }
  if (!open) return [...others, await foldIntoBundle(ctx, notices, { collect: true })];
  // Being posted or updated at this moment: at the next look it is free.
  if (await isLocked(ctx, open)) await foldIntoBundle(ctx, notices, { into: open });
  return others;
}

async function findCollecting(ctx: Context, recipientId: string): Promise<Foldable | undefined> {
  const since = new Date(ctx.now().getTime() - COLLECTS_FOR_MS).toISOString();
  const [found] = await queryRows<{ id: string; payload: Foldable['payload'] }>(
    ctx.db,
    sql`select delivery_id as id, payload from ${deliveries}
        where workspace_id = ${ctx.workspaceId} and recipient_id = ${recipientId}
          and (posted_at > ${since}::timestamptz or (state = 'owed' and message_ts is null))
          and state in ('owed', 'settled') and kind = 'bundle' and payload->>'collect' is not null
          and created_at > ${since}::timestamptz
        order by created_at desc limit 1`,
  );
  return found && { deliveryId: found.id, kind: 'bundle', recipientId, payload: found.payload };
}

async function isLocked(ctx: Context, { deliveryId }: Foldable): Promise<boolean> {
  const rows = await queryRows(
    ctx.db,
    sql`select 1 from ${deliveries}
        where workspace_id = ${ctx.workspaceId} and delivery_id = ${deliveryId} and state in ('owed', 'settled')
        for update skip locked`,
  );
  return rows.length > 0;
}
