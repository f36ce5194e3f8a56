import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { type Context, inTransaction } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { deliveries } from '../db/schema.ts';
import type { DeliveryKind } from './delivery.ts';

/** More than this many leads owed to one recipient at once become one message. */
const MOST_AT_ONCE = 5;

const BUNDLED_KINDS: readonly DeliveryKind[] = ['card', 'reminder', 'breach', 'nobody-eligible'];

interface Owed {
  delivery_id: string;
  kind: DeliveryKind;
  recipient_id: string;
}

/** Folds what is owed to one recipient into bundles where it is too much. A lead stands in exactly one message. */
export async function bundleDeliveries(ctx: Context): Promise<void> {
  const now = ctx.now().toISOString();
  const crowded = await queryRows<{ recipient_id: string }>(
    ctx.db,
    sql`select recipient_id from ${deliveries}
        where ${owedUnposted(ctx.workspaceId, now)}
        group by recipient_id, kind having count(*) > ${MOST_AT_ONCE}`,
  );
  if (crowded.length === 0) return;
  await inTransaction(ctx, async (tx) => {
    const owed = await queryRows<Owed>(
      tx.db,
      sql`select delivery_id, kind, recipient_id from ${deliveries}
          where ${owedUnposted(ctx.workspaceId, now)}
            and ${isAnyOf(deliveries.recipientId, [...new Set(crowded.map((row) => row.recipient_id))])}
          order by delivery_id for update skip locked`,
    );
    for (const group of Map.groupBy(owed, (row) => `${row.recipient_id} ${row.kind}`).values()) {
      if (group.length > MOST_AT_ONCE) await bundle(tx, group);
    }
  });
}

async function bundle(ctx: Context, group: readonly Owed[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  const bundleId = uuidv7();
  const now = ctx.now();
  await ctx.db.insert(deliveries).values({
    workspaceId: ctx.workspaceId,
    deliveryId: bundleId,
    dedupeKey: `bundle:${first.delivery_id}`,
    kind: 'bundle',
    recipientId: first.recipient_id,
    payload: { of: first.kind },
    state: 'owed',
    runAt: now,
    createdAt: now,
  });
  await ctx.db.execute(sql`
    update ${deliveries} set state = 'bundled', bundle_id = ${bundleId}, settled_at = ${now.toISOString()}::timestamptz
    where workspace_id = ${ctx.workspaceId}
      and ${isAnyOf(
        deliveries.deliveryId,
        group.map((row) => row.delivery_id),
      )}`);
}

function owedUnposted(workspaceId: string, now: string) {
  return sql`workspace_id = ${workspaceId} and state = 'owed' and run_at <= ${now}::timestamptz
    and message_ts is null and posting_since is null and payload->>'asked' is null
    and kind in (${sql.join(
      BUNDLED_KINDS.map((kind) => sql`${kind}`),
      sql`, `,
    )})`;
}
