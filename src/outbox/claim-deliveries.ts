import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { reviveRow } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { deliveries, lanes, workspaces } from '../db/schema.ts';
import type { ClaimedDelivery } from './delivery.ts';
import { DIGEST_PRIORITY, isForPerson, isPing, isToBeCollected, priority } from './delivery-order.ts';
import { isBusy, LONGEST_ATTEMPT_MS } from './lanes.ts';

interface ClaimOptions {
  limit: number;
  leaseMs: number;
  /** So many of them may be digests, or writes to a CRM; the rest are kept for what is more urgent. */
  mostDigests?: number;
}

const HOUR_MS = 3_600_000;

/**
 * Takes up to `limit` due deliveries for `leaseMs`, the urgent ones first. Nobody else sees them until then; a process
 * that dies leaves them to whoever comes after. Of what is to be posted only the first to each recipient is taken, and
 * only when their lane is free; updates of posted messages wait for no lane.
 */
export async function claimDeliveries(ctx: Context, options: ClaimOptions): Promise<ClaimedDelivery[]> {
  const now = ctx.now();
  const rows = await queryRows<{ row: Record<string, unknown>; lost_since: string | null }>(
    ctx.db,
    claimStatement(ctx, now, options),
  );
  return rows.map(({ row, lost_since }) => {
    const delivery = reviveRow(getTableColumns(deliveries), row) as ClaimedDelivery;
    return {
      ...delivery,
      lostSince: lost_since ? new Date(lost_since) : null,
      postBy: new Date(now.getTime() + options.leaseMs / 2),
      laneUntil: delivery.messageTs ? null : laneUntil(now, options),
    };
  });
}

function laneUntil(now: Date, { leaseMs }: ClaimOptions): Date {
  return new Date(now.getTime() + Math.min(leaseMs, LONGEST_ATTEMPT_MS));
}

/** One statement, so that no two processes take the same delivery or the same lane. */
export function claimStatement(ctx: Context, now: Date, options: ClaimOptions): SQL {
  const at = (instant: Date) => sql`${instant.toISOString()}::timestamptz`;
  const mine = sql`workspace_id = ${ctx.workspaceId}`;
  const limit = sql`(select pings_per_hour from ${workspaces} where ${mine})`;
  return sql`
    with due as (
      select delivery_id, recipient_id, run_at, message_ts is null as is_post, ${priority()} as priority,
        posting_since is null and ${isPing()} and ${isForPerson} as is_new_ping
      from ${deliveries}
      where ${mine} and state = 'owed' and run_at <= ${at(now)} and not ${isToBeCollected}
    ), posting as materialized (
      select recipient_id, count(*) as pings from ${deliveries}
      where ${mine} and state = 'owed' and message_ts is null and posting_since is not null and ${isPing()}
      group by recipient_id
    ), posts as (
      select distinct on (recipient_id) * from due
      where is_post
        and (select ${isBusy(now)} from ${lanes} where ${mine} and lanes.recipient_id = due.recipient_id) is not true
      order by recipient_id, priority, run_at, delivery_id
    ), first as (
      select delivery_id, priority, run_at from due where not is_post
      union all
      select delivery_id, priority, run_at from posts left join posting using (recipient_id)
      where not is_new_ping or ${limit} = 0 or ${limit} > coalesce(posting.pings, 0) + (
        select count(*) from ${deliveries} as p
        where p.${mine} and p.recipient_id = posts.recipient_id
          and p.posted_at > ${at(new Date(now.getTime() - HOUR_MS))} and ${isPing('p')})
    ), chosen as (
      select delivery_id from (
        select *, row_number() over (partition by least(priority, ${DIGEST_PRIORITY}) order by priority, run_at, delivery_id) as place from first
      ) as ranked
      where priority < ${DIGEST_PRIORITY} or place <= ${options.mostDigests ?? options.limit}
      order by priority, run_at, delivery_id limit ${options.limit}
    ), locked as (
      select delivery_id, recipient_id, message_ts, posting_since from ${deliveries}
      where ${mine} and state = 'owed' and run_at <= ${at(now)} and delivery_id in (select delivery_id from chosen)
      for update skip locked
    ), taken as (
      insert into ${lanes} (workspace_id, recipient_id, free_at)
      select ${ctx.workspaceId}::text, recipient_id, ${at(laneUntil(now, options))} from locked
      where message_ts is null order by recipient_id
      on conflict (workspace_id, recipient_id) do update set free_at = excluded.free_at where not ${isBusy(now)}
      returning recipient_id
    ), claimed as (
      update ${deliveries} as d set
        run_at = ${at(new Date(now.getTime() + options.leaseMs))},
        attempts = d.attempts + 1,
        posting_since = case when d.message_ts is null then coalesce(d.posting_since, ${at(now)}) end
      from locked
      where d.${mine} and d.delivery_id = locked.delivery_id
        and (locked.message_ts is not null or locked.recipient_id in (select recipient_id from taken))
      returning d.*, locked.posting_since as lost_since, ${priority('d')} as priority
    )
    select to_json(claimed) as row, to_json(lost_since) #>> '{}' as lost_since from claimed
    order by priority, delivery_id`;
}

/**
 * When the next delivery may be attempted: when it is due and its lane is free, leases included. Undefined when nothing
 * is owed.
 */
export async function nextDeliveryAt(ctx: Context): Promise<Date | undefined> {
  const [next] = await queryRows<{ at: string | null }>(
    ctx.db,
    sql`select to_json(min(case
          when message_ts is null and ${isBusy(ctx.now())} then greatest(run_at, free_at) else run_at end)) #>> '{}' as at
        from ${deliveries} left join ${lanes} using (workspace_id, recipient_id)
        where workspace_id = ${ctx.workspaceId} and state = 'owed'`,
  );
  return next?.at ? new Date(next.at) : undefined;
}
