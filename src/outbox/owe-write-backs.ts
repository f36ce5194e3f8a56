import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { connections, deliveries, handoffs, stageChanges } from '../db/schema.ts';
import { CRM } from './delivery.ts';

/**
 * Owes every connection that is written to, and has reported the lead, how the handoff stands: one row for the handoff's
 * whole life, owed anew like a card whenever something of it changes. `which` chooses handoffs and connections.
 */
export function writeBacksOf(ctx: Context, which: SQL): SQL {
  const now = sql`${ctx.now().toISOString()}::timestamptz`;
  const isWrittenTo = and(
    eq(connections.workspaceId, handoffs.workspaceId),
    eq(connections.writesBack, true),
    isNull(connections.disconnectedAt),
  );
  return sql`
    insert into ${deliveries} (workspace_id, delivery_id, dedupe_key, kind, recipient_id, handoff_id, payload, state,
      version, run_at, attempts, channel_id, message_ts, created_at)
    select ${handoffs.workspaceId}, gen_random_uuid(),
      'write-back:' || ${connections.connectionId} || ':' || ${handoffs.handoffId}, 'write-back',
      ${`${CRM}:`}::text || ${connections.connectionId}, ${handoffs.handoffId}, '{}'::jsonb, 'owed',
      1, ${now}, 0, ${CRM}::text, ${CRM}::text, ${now}
    from ${handoffs} join ${connections} on ${isWrittenTo}
    where ${eq(handoffs.workspaceId, ctx.workspaceId)} and ${which}
      and exists (select from ${stageChanges}
        where ${stageChanges.workspaceId} = ${handoffs.workspaceId} and ${stageChanges.leadId} = ${handoffs.leadId}
          and ${stageChanges.origin} = ${connections.connectionId})
    on conflict (workspace_id, dedupe_key) do nothing`;
}

/** The same for all that is open and was reported by one connection. */
export async function oweWriteBacks(ctx: Context, { connectionId }: { connectionId: string }): Promise<void> {
  const open = sql`${eq(handoffs.state, 'open')} and ${eq(connections.connectionId, connectionId)}`;
  await ctx.db.execute(writeBacksOf(ctx, open));
}
