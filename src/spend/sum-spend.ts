import { count, sum } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { spend } from '../db/schema.ts';
import { counting } from './list-spend.ts';

/** How much spend counts: the number of entries and their total, an exact decimal. */
export async function sumSpend(ctx: Context): Promise<{ entries: number; total: string }> {
  const [row] = await ctx.db
    .select({ entries: count(), total: sum(spend.amount) })
    .from(spend)
    .where(counting(ctx));
  return { entries: Number(row?.entries ?? 0), total: row?.total ?? '0' };
}
