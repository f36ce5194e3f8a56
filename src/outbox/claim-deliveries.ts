import { getTableColumns, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { reviveRow } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { deliveries } from '../db/schema.ts';
import type { ClaimedDelivery } from './delivery.ts';

/**
 * Takes up to `limit` due deliveries for `leaseMs`. Nobody else sees them until then; a process that dies leaves them
 * to whoever comes after. Updates of posted messages go first: somebody has just clicked.
 */
export async function claimDeliveries(
  ctx: Context,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<ClaimedDelivery[]> {
  const now = ctx.now();
  const rows = await queryRows<{ row: Record<string, unknown>; lost_since: string | null }>(
    ctx.db,
    sql`
      with due as (
        select delivery_id, posting_since from ${deliveries}
        where workspace_id = ${ctx.workspaceId} and state = 'owed' and run_at <= ${now.toISOString()}::timestamptz
        order by message_ts is null, run_at, delivery_id
        limit ${limit}
        for update skip locked
      ), claimed as (
        update ${deliveries} as d set
          run_at = ${new Date(now.getTime() + leaseMs).toISOString()}::timestamptz,
          attempts = d.attempts + 1,
          posting_since = case when d.message_ts is null
            then coalesce(d.posting_since, ${now.toISOString()}::timestamptz) end
        from due
        where d.workspace_id = ${ctx.workspaceId} and d.delivery_id = due.delivery_id
        returning d.*, due.posting_since as lost_since
      )
      select to_json(claimed) as row, to_json(lost_since) #>> '{}' as lost_since from claimed
      order by message_ts is null, delivery_id`,
  );
  return rows.map(({ row, lost_since }) => ({
    ...(reviveRow(getTableColumns(deliveries), row) as ClaimedDelivery),
    lostSince: lost_since ? new Date(lost_since) : null,
  }));
}

/** When the next delivery falls due, leases included; undefined when nothing is owed. */
export async function nextDeliveryAt(ctx: Context): Promise<Date | undefined> {
  const [next] = await ctx.db
    .select({ at: sql<Date | null>`min(${deliveries.runAt})`.mapWith(deliveries.runAt) })
    .from(deliveries)
    .where(sql`${deliveries.workspaceId} = ${ctx.workspaceId} and ${deliveries.state} = 'owed'`);
  return next?.at ?? undefined;
}
