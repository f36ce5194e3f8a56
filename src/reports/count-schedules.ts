import { count, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { schedules } from '../db/schema.ts';

/** How many digests and reports are posted by the calendar. */
export async function countSchedules(ctx: Context): Promise<{ digests: number; reports: number }> {
  const rows = await ctx.db
    .select({ kind: schedules.kind, posts: count() })
    .from(schedules)
    .where(eq(schedules.workspaceId, ctx.workspaceId))
    .groupBy(schedules.kind);
  const all = rows.reduce((sum, { posts }) => sum + posts, 0);
  const digests = rows.find(({ kind }) => kind === 'digest')?.posts ?? 0;
  return { digests, reports: all - digests };
}
