import { gte, lte, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { spend } from '../db/schema.ts';
import { type ExactMoney, exactMoney, NO_MONEY, toCents } from '../lib/money.ts';
import { channelKey } from './channel-key.ts';
import { counting } from './list-spend.ts';
import type { SpendContent } from './spend-entry.ts';

/**
 * What was recorded before for days of an entry, under the same channel and campaign; undefined for none.
 * `existingAmount`: for the very same days, to the cent; null where the days only overlap.
 */
export type HeldDays = (entry: SpendContent) => { existingAmount: string | null } | undefined;

interface Held {
  fromOn: string;
  toOn: string;
  amount: string;
}

interface HeldGroup {
  byDays: Map<string, ExactMoney>;
  /** In the order of their first days, each with the last day of it and all before it. */
  ranges: { fromOn: string; reachedOn: string }[];
}

/**
 * Looks up what counts at this moment, for entries of the days that these cover. Adding to it may be right (a second
 * invoice) or a correction without an id, so nothing is decided here.
 */
export async function heldDays(ctx: Context, entries: readonly SpendContent[]): Promise<HeldDays> {
  if (entries.length === 0) return () => undefined;
  const first = entries.reduce((least, { fromOn }) => (fromOn < least ? fromOn : least), '9999-12-31');
  const last = entries.reduce((most, { toOn }) => (toOn > most ? toOn : most), '0000-01-01');
  const rows = await queryRows<Held & { channel: string | null; campaign: string | null }>(
    ctx.db,
    sql`select channel, campaign, from_on::text as "fromOn", to_on::text as "toOn", sum(amount)::text as amount
        from ${spend} where ${counting(ctx)} and ${lte(spend.fromOn, last)} and ${gte(spend.toOn, first)}
        group by channel, campaign, from_on, to_on order by from_on, to_on`,
  );
  const groups = new Map([...Map.groupBy(rows, nameOf)].map(([name, held]) => [name, groupOf(held)]));
  return (entry) => {
    const group = groups.get(nameOf(entry));
    if (!group) return undefined;
    const existingAmount = group.byDays.get(`${entry.fromOn} ${entry.toOn}`);
    if (existingAmount !== undefined) return { existingAmount: toCents(existingAmount) };
    return isCovered(group, entry) ? { existingAmount: null } : undefined;
  };
}

function nameOf({ channel, campaign }: Pick<SpendContent, 'channel' | 'campaign'>): string {
  return JSON.stringify([channelKey(channel), channelKey(campaign)]);
}

function groupOf(held: readonly Held[]): HeldGroup {
  const byDays = new Map<string, ExactMoney>();
  let reachedOn = '';
  const ranges = held.map(({ fromOn, toOn, amount }) => {
    const days = `${fromOn} ${toOn}`;
    byDays.set(days, (byDays.get(days) ?? NO_MONEY) + exactMoney(amount));
    reachedOn = toOn > reachedOn ? toOn : reachedOn;
    return { fromOn, reachedOn };
  });
  return { byDays, ranges };
}

/** Some range begins by its last day and, of all that do, one reaches its first day. */
function isCovered({ ranges }: HeldGroup, { fromOn, toOn }: SpendContent): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.fromOn ?? '') <= toOn) low = middle + 1;
    else high = middle;
  }
  return (ranges[low - 1]?.reachedOn ?? '') >= fromOn;
}
