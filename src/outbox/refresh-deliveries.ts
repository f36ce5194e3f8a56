import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { deliveries, handoffs } from '../db/schema.ts';

/**
 * Says that what these handoffs' messages show has changed: every posted copy is owed an update, a bundle that names
 * one of them too. An attempt under way sees the higher version when it settles, and its message is owed again. What
 * was not sent because the lead was decided is owed again once the lead is open.
 */
export async function refreshDeliveries(ctx: Context, handoffIds: readonly string[]): Promise<void> {
  const mine = isAnyOf(deliveries.handoffId, handoffIds);
  const isOpen = sql`exists (select 1 from ${handoffs} as h
    where h.workspace_id = ${deliveries.workspaceId} and h.handoff_id = ${deliveries.handoffId} and h.state = 'open')`;
  await oweAgain(
    ctx,
    sql`${mine} and (state in ('owed', 'settled') or (state = 'cancelled' and ${isOpen})
    or (state = 'failed' and kind = 'write-back'))`,
  );
  // A statement of its own: a bundle made while the first one waited for its rows is seen by this one.
  // Arrays made before the plan runs: the key is used, however many deliveries there are.
  const isBundleOf = (which: SQL) => sql`delivery_id = any(array(
    select bundle_id from ${deliveries}
    where workspace_id = ${ctx.workspaceId} and bundle_id is not null and ${mine} and ${which}))`;
  await oweAgain(
    ctx,
    sql`${isBundleOf(sql`true`)} and (state in ('owed', 'settled') or (state = 'cancelled' and ${isBundleOf(isOpen)}))`,
  );
}

/** Owes a new version of these, at once where nothing else holds them up; `payload` takes the place of what was there. */
export async function oweAgain(ctx: Context, which: SQL, payload?: Record<string, unknown>): Promise<void> {
  const now = ctx.now().toISOString();
  await ctx.db.execute(sql`
    update ${deliveries} set
      version = version + 1,
      state = 'owed',
      ${payload ? sql`payload = ${JSON.stringify(payload)}::jsonb,` : sql``}
      attempts = case when state = 'cancelled' then 0 else attempts end,
      run_at = case
        when state = 'cancelled' then ${now}::timestamptz
        when attempts = 0 and message_ts is not null then least(run_at, ${now}::timestamptz)
        else run_at
      end
    where workspace_id = ${ctx.workspaceId} and ${which}`);
}
