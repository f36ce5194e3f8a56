import { asc, desc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { spend } from '../db/schema.ts';

export type RecordedSpend = typeof spend.$inferSelect;

/** The entries that end last, latest first. */
export async function listSpend(ctx: Context, limit = 20): Promise<RecordedSpend[]> {
  return ctx.db
    .select()
    .from(spend)
    .where(eq(spend.workspaceId, ctx.workspaceId))
    .orderBy(desc(spend.toOn), asc(spend.spendKey))
    .limit(limit);
}
