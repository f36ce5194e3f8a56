import { desc, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs } from '../db/schema.ts';

/** Bounds what is read, however many leads there are. */
const LOOK_BACK = 2_000;

/** The sources of the latest leads, the most frequent first. */
export async function listSources(ctx: Context, limit: number): Promise<string[]> {
  const latest = ctx.db
    .select({ source: handoffs.source })
    .from(handoffs)
    .where(eq(handoffs.workspaceId, ctx.workspaceId))
    .orderBy(desc(handoffs.openedAt))
    .limit(LOOK_BACK)
    .as('latest');
  const rows = await ctx.db
    .select({ source: latest.source })
    .from(latest)
    .where(sql`trim(${latest.source}) <> ''`)
    .groupBy(latest.source)
    .orderBy(sql`count(*) desc`, sql`${latest.source} collate "C"`)
    .limit(limit);
  return rows.map(({ source }) => source ?? '');
}
