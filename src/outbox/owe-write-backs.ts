import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { connections, deliveries, handoffs, stageChanges } from '../db/schema.ts';
import { CRM } from './delivery.ts';

/**
 * Owes every connection that is written to, and has reported the lead, how the handoff stands: one row for the handoff's
 * whole life, owed anew like a card whenever something of it changes. `which` chooses handoffs and connections.
 */
export function writeBacksOf(ctx: Context, which: SQL, ifKnown: SQL = sql`do nothing`): SQL {
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
    on conflict (workspace_id, dedupe_key) ${ifKnown}`;
}

/** The same for all that is open and was reported by one connection, whatever became of it while it was not written to. */
export async function oweWriteBacksAnew(
  ctx: Context,
  { connectionId }: { connectionId: string },
): Promise<void> {
  const open = sql`${eq(handoffs.state, 'open')} and ${eq(connections.connectionId, connectionId)}`;
  const anew = sql`do update set state = 'owed', version = ${deliveries.version} + 1, attempts = 0,
    run_at = excluded.run_at where ${deliveries.state} <> 'owed'`;
  await ctx.db.execute(writeBacksOf(ctx, open, anew));
}

/** The same for these leads, where somebody had their cards before the connection reported them. */
export async function oweWriteBacksOfCards(
  ctx: Context,
  { connectionId, leadIds }: { connectionId: string; leadIds: readonly string[] },
): Promise<void> {
  const hasCard = sql`exists (select from ${deliveries} as card where card.workspace_id = ${ctx.workspaceId}
    and card.handoff_id = ${handoffs.handoffId} and card.kind = 'card')`;
  await ctx.db.execute(
    writeBacksOf(
      ctx,
      sql`${isAnyOf(handoffs.leadId, leadIds)} and ${eq(handoffs.state, 'open')}
        and ${eq(connections.connectionId, connectionId)} and ${hasCard}`,
    ),
  );
}
