import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { deliveries } from '../db/schema.ts';

/**
 * Says that what these handoffs' messages show has changed: every posted copy is owed an update, a bundle that names
 * one of them too. An attempt under way sees the higher version when it settles, and its message is owed again.
 */
export async function refreshDeliveries(ctx: Context, handoffIds: readonly string[]): Promise<void> {
  const now = ctx.now().toISOString();
  await ctx.db.execute(sql`
    update ${deliveries} set
      version = version + 1,
      state = 'owed',
      run_at = case
        when attempts = 0 and message_ts is not null then least(run_at, ${now}::timestamptz)
        else run_at
      end
    where workspace_id = ${ctx.workspaceId}
      and state in ('owed', 'settled')
      and (
        ${isAnyOf(deliveries.handoffId, handoffIds)}
        or delivery_id in (
          select bundle_id from ${deliveries}
          where workspace_id = ${ctx.workspaceId} and bundle_id is not null
            and ${isAnyOf(deliveries.handoffId, handoffIds)}
        )
      )`);
}
