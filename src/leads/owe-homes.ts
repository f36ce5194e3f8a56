import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { handoffs, members, turns } from '../db/schema.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';

/** Owes a new Home tab to everybody whose own may name the leads of these handoffs: who had them, and who sees all. */
export async function oweHomes(ctx: Context, handoffIds: readonly string[]): Promise<void> {
  if (handoffIds.length === 0) return;
  const mine = sql`workspace_id = ${ctx.workspaceId}`;
  const rows = await queryRows<{ user_id: string }>(
    ctx.db,
    sql`select holder_id as user_id from ${turns} where ${mine} and ${isAnyOf(turns.handoffId, handoffIds)}
          and holder_id is not null
        union select decided_by from ${handoffs} where ${mine} and ${isAnyOf(handoffs.handoffId, handoffIds)}
          and decided_by is not null
        union select user_id from ${members} where ${mine} and (is_manager or is_admin)`,
  );
  const at = ctx.now().toISOString();
  await enqueueDeliveries(
    ctx,
    rows.map(({ user_id: userId }) => ({
      dedupeKey: `home:${userId}:${at}`,
      kind: 'home',
      recipientId: userId,
    })),
  );
}
