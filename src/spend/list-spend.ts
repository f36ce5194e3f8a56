import { asc, desc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { spend } from '../db/schema.ts';

export type RecordedSpend = typeof spend.$inferSelect;

/** The entries recorded last, latest first. */
export async function listSpend(ctx: Context, limit: number): Promise<RecordedSpend[]> {
  return ctx.db
    .select()
    .from(spend)
    .where(eq(spend.workspaceId, ctx.workspaceId))
    .orderBy(desc(spend.recordedAt), desc(spend.toOn), asc(spend.spendKey))
    .limit(limit);
}
