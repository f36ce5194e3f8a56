import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { spend } from '../db/schema.ts';
import type { LocalDate } from '../lib/local-date.ts';
import { EXACT_SCALE, type ExactMoney, exactMoney, NO_MONEY } from '../lib/money.ts';
import { channelKey } from './channel-key.ts';
import { counting } from './list-spend.ts';

/** What was recorded for a month, in all (`''`) or for one channel, in whatever case it is written. */
export type MonthSpend = (month: LocalDate, channel: string) => ExactMoney;

/** The spend of these months (their first days), each entry spread evenly over its days. */
export async function monthSpend(ctx: Context, months: readonly LocalDate[]): Promise<MonthSpend> {
  const scale = sql.raw(String(EXACT_SCALE));
  const rows = await queryRows<{ month: string; channel: string | null; amount: string }>(
    ctx.db,
    sql`
      with months as (
        select value::date as month, (value::date + interval '1 month')::date as end_on
        from json_array_elements_text(${JSON.stringify([...new Set(months)])}::json)
      ), by_length as (
        select month, channel, to_on - from_on + 1 as days,
          sum(amount * (least(to_on + 1, end_on) - greatest(from_on, month))) as amount_days
        from ${spend} join months on from_on < end_on and to_on >= month
        where ${counting(ctx)} group by month, channel, to_on - from_on + 1
      )
      select month::text, channel, round(sum(round(amount_days, ${scale}) / days), ${scale})::text as amount
      from by_length group by month, channel`,
  );
  const sums = new Map<string, ExactMoney>();
  const add = (key: string, amount: ExactMoney) => sums.set(key, (sums.get(key) ?? NO_MONEY) + amount);
  for (const { month, channel, amount } of rows) {
    add(month, exactMoney(amount));
    if (channelKey(channel)) add(`${month} ${channelKey(channel)}`, exactMoney(amount));
  }
  return (month, channel) =>
    sums.get(channelKey(channel) ? `${month} ${channelKey(channel)}` : month) ?? NO_MONEY;
}
