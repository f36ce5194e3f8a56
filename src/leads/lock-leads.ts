import { eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { leads } from '../db/schema.ts';

/**
 * Locks the rows of these leads in the order in which everybody does, so that whoever else writes to one waits. Returns
 * those that were erased.
 */
export async function lockLeads(ctx: Context, leadIds: readonly string[]): Promise<ReadonlySet<string>> {
  const [answer] = await queryRows<{ erased: string | null }>(
    ctx.db,
    sql`select (json_agg(lead_id) filter (where erased_at is not null))::text as erased
        from (select lead_id, erased_at from ${leads}
          where ${eq(leads.workspaceId, ctx.workspaceId)} and ${isAnyOf(leads.leadId, leadIds)}
          order by lead_id for update) as locked`,
  );
  return new Set(JSON.parse(answer?.erased ?? '[]') as string[]);
}
