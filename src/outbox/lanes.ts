import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { insertRows } from '../db/bulk.ts';
import { lanes } from '../db/schema.ts';

/** Between two messages in one conversation: Slack takes one a second. */
export const LANE_PAUSE_MS = 1000;

/** An attempt keeps its lane until it has ended; a process that died keeps it no longer than a call to Slack can take. */
export const LONGEST_ATTEMPT_MS = 12_000;

/** No lane is busy for longer; one that seems to be was set by a clock that has since been put back. */
export const LONGEST_BUSY_MS = 60_000;

/** Whether the lane is busy at `now`; the row of `lanes` is in scope. */
export function isBusy(now: Date): SQL {
  const until = new Date(now.getTime() + LONGEST_BUSY_MS);
  return sql`(lanes.free_at > ${now.toISOString()}::timestamptz and lanes.free_at <= ${until.toISOString()}::timestamptz)`;
}

/**
 * Keeps these recipients to this transaction: nobody else posts to them or folds what they are owed. Whoever holds a
 * lane waits for no delivery, so that no two wait for each other.
 */
export async function lockLanes(ctx: Context, recipientIds: readonly string[]): Promise<void> {
  const rows = recipientIds
    .toSorted()
    .map((recipientId) => ({ recipientId, workspaceId: ctx.workspaceId, freeAt: ctx.now() }));
  await ctx.db.execute(
    insertRows(
      lanes,
      ['recipientId', 'workspaceId', 'freeAt'],
      rows,
      sql`order by 1 on conflict (workspace_id, recipient_id) do update set free_at = lanes.free_at`,
    ),
  );
}

/** Gives back the lane that was kept until `heldUntil`, and lets the next message have it at `freeAt`. */
export async function freeLane(
  ctx: Context,
  { recipientId, heldUntil, freeAt }: { recipientId: string; heldUntil: Date; freeAt: Date },
): Promise<void> {
  const at = sql`${freeAt.toISOString()}::timestamptz`;
  await ctx.db.execute(sql`
    update ${lanes} set free_at = case
      when free_at = ${heldUntil.toISOString()}::timestamptz then ${at} else greatest(free_at, ${at}) end
    where workspace_id = ${ctx.workspaceId} and recipient_id = ${recipientId}`);
}
