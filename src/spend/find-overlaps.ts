import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { rowsOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { spend } from '../db/schema.ts';
import { counting } from './list-spend.ts';
import type { SpendEntry } from './spend-entry.ts';

/** An entry not recorded yet, for days of which its channel and campaign have spend already. */
export interface SpendOverlap {
  spendKey: string;
  /** What is recorded for the very same days; null where the days only overlap. */
  existingAmount: string | null;
}

/**
 * Which of these entries would be added to spend of the same channel, campaign and days. That may be right (a second
 * invoice) or a correction without an id, so nothing is decided here.
 */
export async function findOverlaps(ctx: Context, entries: readonly SpendEntry[]): Promise<SpendOverlap[]> {
  if (entries.length === 0) return [];
  const columns = ['spendKey', 'fromOn', 'toOn', 'channel', 'campaign'] as const;
  const rows = entries.map(({ spendKey, fromOn, toOn, channel, campaign }) => ({
    ...{ spendKey, fromOn, toOn, channel: channel ?? null, campaign: campaign ?? null },
  }));
  const name = (alias: string, column: string) =>
    sql`lower(btrim(coalesce(${sql.raw(`${alias}.${column}`)}, '')))`;
  return queryRows<SpendOverlap>(
    ctx.db,
    sql`
      with held as (
        select ${name('spend', 'channel')} as channel, ${name('spend', 'campaign')} as campaign,
          from_on, to_on, sum(amount) as amount
        from ${spend} where ${counting(ctx)} group by 1, 2, 3, 4
      ), covered as (
        select channel, campaign, range_agg(daterange(from_on, to_on, '[]')) as days from held group by 1, 2
      )
      select input.spend_key as "spendKey", held.amount::text as "existingAmount"
      from ${rowsOf(spend, columns, rows)}
      join covered on covered.channel = ${name('input', 'channel')}
        and covered.campaign = ${name('input', 'campaign')}
        and covered.days && daterange(input.from_on, input.to_on, '[]')
      left join held on held.channel = covered.channel and held.campaign = covered.campaign
        and held.from_on = input.from_on and held.to_on = input.to_on
      where not exists (select 1 from ${spend} as known
        where known.workspace_id = ${ctx.workspaceId} and known.spend_key = input.spend_key)`,
  );
}
