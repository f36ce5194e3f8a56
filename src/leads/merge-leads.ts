import { and, asc, eq, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { handoffs, leads, stageChanges } from '../db/schema.ts';
import { followDecisions } from '../routing/turns.ts';
import { notingDays } from '../sla/changed-days.ts';
import { refold } from './bring-up-to-date.ts';
import { eraseWithin } from './erase-within.ts';
import { insertFacts } from './ledger.ts';
import { lockLeads } from './lock-leads.ts';
import { mergeEventId } from './merge-id.ts';

export interface Merge {
  origin: string;
  from: string;
  into: string;
  occurredAt: Date;
}

/**
 * Two leads prove to be one: all that was ever said of `from` counts as said of `into`, its handoffs keep their ids, and
 * nothing is left under the old id. The ledger remembers it, so that what the origin still says of the old id goes to the
 * surviving one (`survivors`). Doing it again changes nothing.
 */
export async function mergeLeads(ctx: Context, merge: Merge): Promise<void> {
  const { from, into } = merge;
  if (from === into) return;
  const id = ctx.workspaceId;
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      // Inserted before anything is locked, as everybody does.
      await tx.db.insert(leads).values({ workspaceId: id, leadId: into }).onConflictDoNothing();
      const erased = await lockLeads(tx, [from, into]);
      await tx.db.execute(insertFacts(tx, [factOf(tx, merge)], sql`on conflict do nothing`));
      await tx.db
        .update(stageChanges)
        .set({ leadId: into })
        .where(and(eq(stageChanges.workspaceId, id), eq(stageChanges.leadId, from)));
      await moveHandoffs(tx, from, into);
      await refold(tx, [into], tx.now());
      if (erased.has(into)) await eraseWhatCame(tx, into);
      await tx.db.delete(leads).where(and(eq(leads.workspaceId, id), eq(leads.leadId, from)));
    }),
  );
}

/** Under which id the leads of these ids go on; those that were never merged are not in it. */
export async function survivors(
  ctx: Context,
  origin: string,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (leadIds.length === 0) return new Map();
  const byEvent = new Map(leadIds.map((leadId) => [mergeEventId(leadId), leadId]));
  const rows = await queryRows<{ event_id: string; lead_id: string }>(
    ctx.db,
    sql`select event_id, lead_id from ${stageChanges}
        where workspace_id = ${ctx.workspaceId} and origin = ${origin}
          and ${isAnyOf(stageChanges.eventId, [...byEvent.keys()])}`,
  );
  return new Map(rows.map((row) => [byEvent.get(row.event_id) ?? '', row.lead_id]));
}

/** Into one that was erased nothing personal comes back. */
async function eraseWhatCame(ctx: Context, leadId: string): Promise<void> {
  await ctx.db
    .update(leads)
    .set({ erasedAt: null })
    .where(and(eq(leads.workspaceId, ctx.workspaceId), eq(leads.leadId, leadId)));
  await eraseWithin(ctx, [leadId], 'crm');
}

function factOf(ctx: Context, { origin, from, into, occurredAt }: Merge) {
  const common = { origin, eventId: mergeEventId(from), leadId: into, occurredAt, recordedAt: ctx.now() };
  return { ...common, kind: 'unmapped' as const, reported: '', live: false, alert: false };
}

/** A lead has one open handoff: of two, the one opened later ends here, and the other goes on. */
async function moveHandoffs(ctx: Context, from: string, into: string): Promise<void> {
  const rows = await ctx.db
    .select()
    .from(handoffs)
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), isAnyOf(handoffs.leadId, [from, into])))
    .orderBy(asc(handoffs.openedAt), asc(handoffs.handoffId))
    .for('update');
  const [, surplus] = rows.filter((row) => row.state === 'open');
  const mine = sql`workspace_id = ${ctx.workspaceId}`;
  if (surplus) {
    await ctx.db.execute(sql`${notingDays(ctx, rows)} update ${handoffs} set state = 'void', next_alert_at = null
      where ${mine} and handoff_id = ${surplus.handoffId}::uuid`);
    if (surplus.turn > 0) await followDecisions(ctx, [{ ...surplus, state: 'void' }]);
  }
  await ctx.db.execute(sql`update ${handoffs} set lead_id = ${into} where ${mine} and lead_id = ${from}`);
}
