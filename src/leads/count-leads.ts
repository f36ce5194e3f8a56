import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { handoffs, leads } from '../db/schema.ts';

export interface LeadCounts {
  leads: number;
  /** Handoffs ever opened, the void ones left out. */
  mqls: number;
  /** Of these, the accepted. */
  sqls: number;
}

export async function countLeads(ctx: Context): Promise<LeadCounts> {
  const [counts] = await queryRows<Record<keyof LeadCounts, string | number>>(
    ctx.db,
    sql`select (select count(*) from ${leads} where workspace_id = ${ctx.workspaceId}) as leads,
               count(*) filter (where state <> 'void') as mqls,
               count(*) filter (where state = 'accepted') as sqls
        from ${handoffs} where workspace_id = ${ctx.workspaceId}`,
  );
  return {
    leads: Number(counts?.leads ?? 0),
    mqls: Number(counts?.mqls ?? 0),
    sqls: Number(counts?.sqls ?? 0),
  };
}
