import { and, asc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { schedules } from '../db/schema.ts';

/** When the next digest is posted and where; null where none is set up. */
export async function nextDigest(ctx: Context): Promise<{ at: Date; channelId: string } | null> {
  const [next] = await ctx.db
    .select({ at: schedules.nextRunAt, channelId: schedules.channelId })
    .from(schedules)
    .where(and(eq(schedules.workspaceId, ctx.workspaceId), eq(schedules.kind, 'digest')))
    .orderBy(asc(schedules.nextRunAt), asc(schedules.channelId))
    .limit(1);
  return next ?? null;
}
