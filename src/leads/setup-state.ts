import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { leads, members, schedules } from '../db/schema.ts';

export interface SetupState {
  hasReps: boolean;
  hasLeads: boolean;
  /** Some channel gets a digest or a report. */
  hasSchedules: boolean;
}

/** How far a workspace has been set up. */
export async function setupState(ctx: Context): Promise<SetupState> {
  const mine = sql`workspace_id = ${ctx.workspaceId}`;
  const [state] = await queryRows<SetupState>(
    ctx.db,
    sql`select exists (select 1 from ${members} where ${mine} and is_rep) as "hasReps",
      exists (select 1 from ${leads} where ${mine}) as "hasLeads",
      exists (select 1 from ${schedules} where ${mine}) as "hasSchedules"`,
  );
  return state ?? { hasReps: false, hasLeads: false, hasSchedules: false };
}
