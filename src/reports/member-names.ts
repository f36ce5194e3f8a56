import { eq } from 'drizzle-orm';
import { members } from '../db/schema.ts';
import type { ReportScope } from './report-scope.ts';

/** What the members are called, by Slack user id. */
export async function memberNames({ ctx }: Pick<ReportScope, 'ctx'>): Promise<Record<string, string>> {
  const rows = await ctx.db
    .select({ userId: members.userId, name: members.name })
    .from(members)
    .where(eq(members.workspaceId, ctx.workspaceId));
  return Object.fromEntries(rows.map((row) => [row.userId, row.name]));
}
