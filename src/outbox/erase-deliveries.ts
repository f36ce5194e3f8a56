import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { deliveries, handoffs } from '../db/schema.ts';
import { oweAgain } from './refresh-deliveries.ts';

/** What a payload may say of a lead that was erased: how it is delivered, nothing that anybody wrote. */
const KEPT_IN_PAYLOADS = [
  'asked',
  'because',
  'collect',
  'insteadOf',
  'leadId',
  'of',
  'quiet',
  'turn',
  'waited',
];

/** One posted copy after the other, so that a night of many does not run into Slack's limits. */
const PACE_MS = 1200;

interface ErasedLeads {
  leadIds: readonly string[];
  handoffIds: readonly string[];
  /** Since when something may have been said of them. */
  since: Date;
  /** What takes the place of what stood in payloads. */
  marker: Record<string, unknown>;
  /** Changed one after the other, behind so many that are to be changed already; absent: all at once. */
  behind?: number | undefined;
}

/**
 * Cancels what is owed about these leads and not posted, and owes an update of every copy that was, also of bundles,
 * digests and lists that may name them. Returns how many there are of each.
 */
export async function eraseDeliveries(
  ctx: Context,
  erased: ErasedLeads,
): Promise<{ updated: number; cancelled: number }> {
  const { handoffIds, marker, behind } = erased;
  const now = sql`${ctx.now().toISOString()}::timestamptz`;
  const pause = behind === undefined ? sql`0` : sql`(place + ${behind}::int - 1) * ${PACE_MS}::int`;
  const rows = await queryRows<{ state: string; count: number }>(
    ctx.db,
    sql`with mine as (
          select delivery_id, state as was,
            kind <> 'write-back' and state <> 'bundled' and (message_ts is not null or (state = 'owed' and posting_since is not null)) as shown,
            row_number() over (order by delivery_id desc) as place
          from ${deliveries} where workspace_id = ${ctx.workspaceId} and ${isAbout(erased)}
        ), changed as (
          update ${deliveries} as d set
            payload = ${withoutTexts()} || ${JSON.stringify(marker)}::jsonb,
            version = d.version + 1,
            state = case when shown then 'owed' when was = 'owed' then 'cancelled' else was end,
            attempts = case when was = 'owed' then d.attempts else 0 end,
            run_at = case
              when was = 'owed' and d.attempts > 0 then d.run_at
              when shown then ${now} + ${pause} * interval '1 millisecond'
              else d.run_at end,
            -- What a CRM has said of it may name somebody.
            last_error = case when shown then null when was = 'owed' then 'erased'
              when d.kind <> 'write-back' then d.last_error end,
            settled_at = case when not shown and was = 'owed' then ${now} else d.settled_at end
          from mine where d.workspace_id = ${ctx.workspaceId} and d.delivery_id = mine.delivery_id
          returning case when shown then 'updated' when was = 'owed' then 'cancelled' else 'settled' end as became
        )
        select became as state, count(*)::int as count from changed group by 1`,
  );
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  const bundles = await oweBundles(ctx, handoffIds);
  const lists = await oweLists(ctx, erased);
  return {
    updated: (counts.get('updated') ?? 0) + bundles + lists,
    cancelled: counts.get('cancelled') ?? 0,
  };
}

/** Posted copies of messages about these handoffs that Slack would not change any more. */
export async function countUnchangeable(ctx: Context, handoffIds: readonly string[]): Promise<number> {
  const [row] = await queryRows<{ count: number }>(
    ctx.db,
    sql`select count(*)::int as count from ${deliveries}
        where workspace_id = ${ctx.workspaceId} and ${isAnyOf(deliveries.handoffId, handoffIds)}
          and state = 'failed' and kind <> 'write-back' and message_ts is not null and last_error <> 'message_not_found'`,
  );
  return row?.count ?? 0;
}

function isAbout({ handoffIds, leadIds }: ErasedLeads): SQL {
  const named = sql`select value from json_array_elements_text(${JSON.stringify(leadIds)}::json)`;
  return sql`(${isAnyOf(deliveries.handoffId, handoffIds)}
    or (handoff_id is null and payload->>'leadId' = any(array(${named}))))`;
}

function withoutTexts(): SQL {
  const kept = sql.join(
    KEPT_IN_PAYLOADS.map((key) => sql`${key}`),
    sql`, `,
  );
  return sql`(select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(d.payload) where key in (${kept}))`;
}

async function oweBundles(ctx: Context, handoffIds: readonly string[]): Promise<number> {
  const which = sql`delivery_id = any(array(
      select bundle_id from ${deliveries} where workspace_id = ${ctx.workspaceId}
        and bundle_id is not null and ${isAnyOf(deliveries.handoffId, handoffIds)}))
    and (state in ('owed', 'settled') or (state = 'failed' and message_ts is not null))`;
  return countAndOwe(ctx, which);
}

/** A digest names leads that wait, a list all of its leads, without a row for each: those posted meanwhile are put anew. */
async function oweLists(ctx: Context, { handoffIds, since, marker }: ErasedLeads): Promise<number> {
  const lists = await countAndOwe(
    ctx,
    sql`kind = 'report' and payload->>'name' = 'leads' and message_ts is not null
      and posted_at >= ${since.toISOString()}::timestamptz`,
  );
  // One that was put anew before names nobody any more.
  const named = sql`kind = 'digest' and message_ts is not null and payload->>'erased' is null and exists (
    select 1 from ${handoffs} as h where h.workspace_id = ${ctx.workspaceId} and h.handoff_id = any(array(
      select value::uuid from json_array_elements_text(${JSON.stringify(handoffIds)}::json)))
      and h.opened_at <= posted_at and (h.decided_at is null or h.decision_recorded_at >= posted_at))`;
  const digests = await countAndOwe(ctx, named);
  if (digests > 0) {
    await ctx.db.execute(sql`
      update ${deliveries} set payload = payload || ${JSON.stringify(marker)}::jsonb
      where workspace_id = ${ctx.workspaceId} and ${named}`);
  }
  return lists + digests;
}

async function countAndOwe(ctx: Context, which: SQL): Promise<number> {
  const [row] = await queryRows<{ count: number }>(
    ctx.db,
    sql`select (count(*) filter (where message_ts is not null))::int as count from ${deliveries}
        where workspace_id = ${ctx.workspaceId} and ${which}`,
  );
  if (!row?.count) return 0;
  await oweAgain(ctx, which);
  return row.count;
}
