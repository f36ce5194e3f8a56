import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { deliveries, workspaces } from '../db/schema.ts';
import { isPerson } from './delivery.ts';
import { isPing, MIXED, PING_KINDS } from './delivery-order.ts';
import type { OwedGroup } from './find-owed.ts';
import { type Foldable, foldIntoBundle } from './fold-into-bundle.ts';

const HOUR_MS = 3_600_000;

const PINGS: ReadonlySet<unknown> = new Set([...PING_KINDS, MIXED]);

/** The people who are owed more pings than their hour still allows, or several that have waited for it. */
export async function findOverPinged(ctx: Context, owed: readonly OwedGroup[]): Promise<string[]> {
  const due = Map.groupBy(
    owed.filter((group) => isPerson(group.recipient_id) && PINGS.has(group.of ?? group.kind)),
    (group) => group.recipient_id,
  );
  if (due.size === 0) return [];
  const limit = await getLimit(ctx);
  if (limit === 0) return [];
  const pinged = await listPinged(ctx, [...due.keys()]);
  const sum = (groups: readonly OwedGroup[], count: 'count' | 'waited') =>
    groups.reduce((total, group) => total + group[count], 0);
  return [...due]
    .filter(
      ([userId, groups]) =>
        (pinged.get(userId)?.length ?? 0) + sum(groups, 'count') > limit || sum(groups, 'waited') > 1,
    )
    .map(([userId]) => userId);
}

/**
 * Lets as many of these pings to one person go as their hour still allows. The others wait until it allows one more;
 * those that have waited go as one message.
 */
export async function limitPings(ctx: Context, rows: readonly Foldable[]): Promise<void> {
  const pings = rows.filter(({ kind, payload }) => PINGS.has(kind === 'bundle' ? payload.of : kind));
  const [first] = pings;
  if (!first || !isPerson(first.recipientId)) return;
  const limit = await getLimit(ctx);
  if (limit === 0) return;
  const pinged = (await listPinged(ctx, [first.recipientId])).get(first.recipientId) ?? [];
  const waited = pings.filter((row) => row.payload.waited);
  const room = Math.max(0, limit - pinged.length);
  const summary = room > 0 && waited.length > 1 ? [await foldIntoBundle(ctx, waited)] : waited;
  const messages = [...summary, ...pings.filter((row) => !row.payload.waited)];
  if (messages.length <= room) return;
  const goesNow = Array<Date>(room).fill(ctx.now());
  const within = [...pinged, ...goesNow];
  const freeAt = within[within.length - limit] ?? ctx.now();
  await putOff(ctx, messages.slice(room), new Date(freeAt.getTime() + HOUR_MS));
}

async function putOff(ctx: Context, rows: readonly Foldable[], until: Date): Promise<void> {
  const ids = rows.map((row) => row.deliveryId);
  await ctx.db.execute(sql`
    update ${deliveries} set run_at = ${until.toISOString()}::timestamptz, payload = payload || '{"waited": true}'
    where workspace_id = ${ctx.workspaceId} and ${isAnyOf(deliveries.deliveryId, ids)}`);
}

async function getLimit(ctx: Context): Promise<number> {
  const [row] = await queryRows<{ limit: number }>(
    ctx.db,
    sql`select pings_per_hour as limit from ${workspaces} where workspace_id = ${ctx.workspaceId}`,
  );
  return row?.limit ?? 0;
}

/** When each of these people was pinged within the last hour, the oldest first; pings under way count as posted now. */
async function listPinged(ctx: Context, userIds: readonly string[]): Promise<Map<string, Date[]>> {
  const now = ctx.now();
  const since = new Date(now.getTime() - HOUR_MS).toISOString();
  const rows = await queryRows<{ to: string; ats: string[] }>(
    ctx.db,
    sql`select recipient_id as to, json_agg(posted_at order by posted_at) as ats from (
          select recipient_id, posted_at from ${deliveries}
          where workspace_id = ${ctx.workspaceId} and ${isAnyOf(deliveries.recipientId, userIds)}
            and posted_at > ${since}::timestamptz and ${isPing()}
          union all
          select recipient_id, ${now.toISOString()}::timestamptz from ${deliveries}
          where workspace_id = ${ctx.workspaceId} and state = 'owed' and message_ts is null
            and posting_since is not null and ${isPing()} and ${isAnyOf(deliveries.recipientId, userIds)}
        ) as pings group by recipient_id`,
  );
  return new Map(rows.map(({ to, ats }) => [to, ats.map((at) => new Date(at))]));
}
