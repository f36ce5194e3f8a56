import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { deliveries } from '../db/schema.ts';
import type { ClaimedDelivery } from './delivery.ts';

/** What joined a bundle after it was posted, where Slack takes no update of that message any more: owed by itself again. */
export async function oweUnshown(
  ctx: Context,
  { kind, deliveryId, postedAt }: ClaimedDelivery,
): Promise<void> {
  if (kind !== 'bundle' || !postedAt) return;
  // A row settles when it joins a bundle.
  await ctx.db.execute(sql`
    update ${deliveries} set state = 'owed', bundle_id = null, version = version + 1, attempts = 0,
      run_at = ${ctx.now().toISOString()}::timestamptz, settled_at = null
    where workspace_id = ${ctx.workspaceId} and bundle_id = ${deliveryId} and state = 'bundled'
      and settled_at > ${postedAt.toISOString()}::timestamptz`);
}
