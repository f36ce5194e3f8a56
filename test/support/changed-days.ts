import { asc, eq } from 'drizzle-orm';
import type { Context } from '../../src/context.ts';
import { changedDays } from '../../src/db/schema.ts';

/** How often figures of each day have changed. */
export async function listChangedDays(ctx: Context) {
  const rows = await ctx.db
    .select()
    .from(changedDays)
    .where(eq(changedDays.workspaceId, ctx.workspaceId))
    .orderBy(asc(changedDays.day));
  const counts = new Map<string, number>();
  for (const { day, changes } of rows) counts.set(day, (counts.get(day) ?? 0) + changes);
  return [...counts];
}
