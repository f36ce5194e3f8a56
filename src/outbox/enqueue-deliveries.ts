import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../context.ts';
import { insertRows, isAnyOf } from '../db/bulk.ts';
import { deliveries, handoffs } from '../db/schema.ts';
import type { NewDelivery } from './delivery.ts';
import { writeBacksOf } from './owe-write-backs.ts';

const COLUMNS = [
  'workspaceId',
  'deliveryId',
  'dedupeKey',
  'kind',
  'recipientId',
  'handoffId',
  'payload',
  'state',
  'version',
  'runAt',
  'attempts',
  'createdAt',
] as const;

/** Owes these messages, and with a card what the CRM is to be told of it, as part of the transaction that causes them. What is owed already stays one message. */
export async function enqueueDeliveries(ctx: Context, owed: readonly NewDelivery[]): Promise<void> {
  if (owed.length === 0) return;
  const now = ctx.now();
  const rows = owed.map((delivery) => ({
    workspaceId: ctx.workspaceId,
    deliveryId: uuidv7(),
    dedupeKey: delivery.dedupeKey,
    kind: delivery.kind,
    recipientId: delivery.recipientId,
    handoffId: delivery.handoffId ?? null,
    payload: delivery.payload ?? {},
    state: 'owed' as const,
    version: 1,
    runAt: delivery.runAt ?? now,
    attempts: 0,
    createdAt: now,
  }));
  const insert = insertRows(
    deliveries,
    COLUMNS,
    rows,
    sql`on conflict (workspace_id, dedupe_key) do nothing`,
  );
  const cards = rows.flatMap(({ kind, handoffId }) => (kind === 'card' && handoffId ? [handoffId] : []));
  if (cards.length === 0) {
    await ctx.db.execute(insert);
    return;
  }
  // Whoever has a card can decide, and what is decided is to be written to the CRM that the lead came from.
  const toCrm = writeBacksOf(ctx, isAnyOf(handoffs.handoffId, cards));
  await ctx.db.execute(sql`with written as (${toCrm}) ${insert}`);
}
