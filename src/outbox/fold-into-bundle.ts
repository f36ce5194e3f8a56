import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../context.ts';
import { deliveries } from '../db/schema.ts';
import type { DeliveryKind } from './delivery.ts';
import { MIXED } from './delivery-order.ts';
import { oweAgain } from './refresh-deliveries.ts';

/** Something owed and not yet posted, or the bundle that it joins. */
export interface Foldable {
  deliveryId: string;
  kind: DeliveryKind;
  recipientId: string;
  payload: Record<string, unknown>;
}

/**
 * Makes these one message: `into`, or the first bundle among them, or a new one. Bundles are emptied into it. Runs in a
 * transaction that has locked the rows.
 */
export async function foldIntoBundle(
  ctx: Context,
  rows: readonly Foldable[],
  { into, collect = false }: { into?: Foldable | undefined; collect?: boolean } = {},
): Promise<Foldable> {
  const known = into ?? rows.find((row) => row.kind === 'bundle');
  const others = rows.filter((row) => row !== known);
  const [first] = known ? [known] : rows;
  if (!first) throw new Error('Impossible: a bundle of nothing');
  const payload = { ...(known?.payload ?? (collect ? { collect } : {})), ...sharedBy(rows, known) };
  const bundle: Foldable = {
    deliveryId: known?.deliveryId ?? uuidv7(),
    kind: 'bundle',
    recipientId: first.recipientId,
    payload,
  };
  if (known) {
    await oweAgain(ctx, sql`delivery_id = ${known.deliveryId}`, payload);
  } else {
    await insertBundle(ctx, bundle);
  }
  const ids = others.map((row) => row.deliveryId);
  const now = ctx.now().toISOString();
  const listed = sql`(select value::uuid as id from json_array_elements_text(${JSON.stringify(ids)}::json)) as listed`;
  const bundled = sql`bundle_id = ${bundle.deliveryId}, state = 'bundled',
    settled_at = coalesce(d.settled_at, ${now}::timestamptz)`;
  // Joined, not compared with a list: that grows with the square of thousands of leads.
  await ctx.db.execute(sql`
    update ${deliveries} as d set ${bundled} from ${listed}
    where d.workspace_id = ${ctx.workspaceId} and d.delivery_id = listed.id`);
  if (others.some((row) => row.kind === 'bundle')) {
    await ctx.db.execute(sql`
      update ${deliveries} as d set ${bundled} from ${listed}
      where d.workspace_id = ${ctx.workspaceId} and d.bundle_id = listed.id and d.state = 'bundled'`);
  }
  return bundle;
}

/** What holds for all of them, so for the bundle. */
function sharedBy(rows: readonly Foldable[], known: Foldable | undefined): Record<string, unknown> {
  const all = known && !rows.includes(known) ? [known, ...rows] : rows;
  const kinds = new Set(all.map((row) => (row.kind === 'bundle' ? row.payload.of : row.kind)));
  const [of] = kinds;
  const redirections = new Set(all.map((row) => row.payload.insteadOf));
  const { insteadOf, because } = all[0]?.payload ?? {};
  return {
    of: kinds.size === 1 ? of : MIXED,
    quiet: all.every((row) => row.payload.quiet === true),
    ...(redirections.size === 1 && insteadOf !== undefined ? { insteadOf, because } : {}),
  };
}

async function insertBundle(ctx: Context, bundle: Foldable): Promise<void> {
  const now = ctx.now();
  await ctx.db.insert(deliveries).values({
    ...bundle,
    workspaceId: ctx.workspaceId,
    dedupeKey: `bundle:${bundle.deliveryId}`,
    state: 'owed',
    runAt: now,
    createdAt: now,
  });
}
