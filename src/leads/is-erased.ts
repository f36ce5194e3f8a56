import { type SQL, sql } from 'drizzle-orm';
import { handoffs, leads } from '../db/schema.ts';

/** Whether the lead of a handoff was erased: such a handoff is counted, and in nobody's hands any more. */
export const isErased: SQL = sql`exists (select 1 from ${leads} as e
  where e.workspace_id = ${handoffs.workspaceId} and e.lead_id = ${handoffs.leadId} and e.erased_at is not null)`;
