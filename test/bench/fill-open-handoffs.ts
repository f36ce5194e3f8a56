import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '../../src/context.ts';
import { deliveries, handoffs, leads, stageChanges, turns } from '../../src/db/schema.ts';
import { cloneRows } from './clone-rows.ts';

/**
 * Copies the lead `leadId`, as the bot itself recorded it and handed it over, to the leads `from` … `to`: lead, ledger,
 * handoff, turn and posted card. What is next owed for them falls due second by second from `dueAt` on; `holders` have
 * them in turn.
 */
export async function fillOpenHandoffs(
  ctx: Context,
  {
    leadId,
    from,
    to,
    dueAt,
    holders,
  }: { leadId: string; from: number; to: number; dueAt: Date; holders: readonly string[] },
): Promise<void> {
  if (to < from) return;
  const mine = (where: SQL) => sql`t.workspace_id = ${ctx.workspaceId} and ${where}`;
  const ofLead = mine(sql`t.lead_id = ${leadId}`);
  const ofHandoff = mine(sql`t.handoff_id = (select handoff_id from ${handoffs}
    where workspace_id = ${ctx.workspaceId} and lead_id = ${leadId})`);
  const lead = { leadId: sql`'open-' || n` };
  const handoff = { handoffId: uuidOf(1) };
  const holder = sql`(${sql.param(holders)}::text[])[1 + n % ${holders.length}]`;
  const due = sql`${dueAt.toISOString()}::timestamptz + n * interval '1 second'`;
  const fill = (table: Parameters<typeof cloneRows>[1], where: SQL, changes: Record<string, SQL>) =>
    cloneRows(ctx.db, table, { where, changes, from, to });

  await fill(leads, ofLead, lead);
  await fill(stageChanges, ofLead, { ...lead, eventId: sql`t.event_id || ' ' || n` });
  await fill(handoffs, ofLead, {
    ...lead,
    ...handoff,
    openingEventId: sql`t.opening_event_id || ' ' || n`,
    holderId: holder,
    nextAlertAt: due,
    dueAt: sql`${due} + interval '2 hours'`,
  });
  await fill(turns, ofHandoff, { ...handoff, holderId: holder });
  await fill(deliveries, ofHandoff, {
    ...handoff,
    deliveryId: uuidOf(2),
    dedupeKey: sql`t.dedupe_key || ' ' || n`,
    recipientId: holder,
  });
}

/** Ordered as the ids of the bot are, so that the indexes grow as theirs do. */
function uuidOf(kind: number): SQL {
  return sql`('01900000-0000-7000-800${sql.raw(String(kind))}-' || lpad(to_hex(n), 12, '0'))::uuid`;
}
