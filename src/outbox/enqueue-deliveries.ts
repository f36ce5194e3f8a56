import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../context.ts';
import { insertRows } from '../db/bulk.ts';
import { deliveries } from '../db/schema.ts';
import type { NewDelivery } from './delivery.ts';

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

/** Owes these messages, as part of the transaction that causes them. What is owed already stays one message. */
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
  await ctx.db.execute(
    insertRows(deliveries, COLUMNS, rows, sql`on conflict (workspace_id, dedupe_key) do nothing`),
  );
}
