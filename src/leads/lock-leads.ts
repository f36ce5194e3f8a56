import { eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { leads } from '../db/schema.ts';

/** Locks the rows of these leads in the order in which everybody does, so that whoever else writes to one waits. */
export async function lockLeads(ctx: Context, leadIds: readonly string[]): Promise<void> {
  // Counted, since nobody needs a row of the answer.
  await ctx.db.execute(
    sql`select count(*) from (select from ${leads}
        where ${eq(leads.workspaceId, ctx.workspaceId)} and ${isAnyOf(leads.leadId, leadIds)}
        order by lead_id for update) as locked`,
  );
}
