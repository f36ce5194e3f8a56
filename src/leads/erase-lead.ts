import { and, eq } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { handoffs, leads } from '../db/schema.ts';
import { countUnchangeable } from '../outbox/erase-deliveries.ts';
import { requireAdmin } from '../team/permissions.ts';
import { eraseWithin } from './erase-within.ts';

/** At whose wish: somebody's, by an admin; that of the CRM, which forgot the person; or the time that leads are kept. */
export type ErasureCause = 'request' | 'crm' | 'retention';

export interface Erasure {
  leadId: string;
  outcome: 'erased' | 'erased before' | 'unknown';
  /** Posted copies of messages that are owed a change, and messages that will not be sent. */
  updated: number;
  cancelled: number;
  /** Files with leads in them that are taken away. */
  files: number;
  /** Posted copies that Slack has refused to change until now. */
  unchangeable: number;
  /** The id, which stays, is an e-mail address. */
  isIdAddress: boolean;
}

/**
 * Clears everything that says who a lead is, in all tables and in Slack, and keeps what is counted. Once erased it stays
 * so: what is reported of it later is counted and brings nothing personal back.
 * @throws {NotAllowedError} unless an admin or the system asks.
 */
export async function eraseLead(ctx: Context, leadId: string, why: ErasureCause): Promise<Erasure> {
  requireAdmin(ctx, 'erase a lead');
  const done = await retryingDeadlocks(() => inTransaction(ctx, (tx) => eraseWithin(tx, [leadId], why)));
  const { updated, cancelled, files } = done;
  const handoffIds = await handoffsOf(ctx, leadId);
  return {
    ...{ leadId, updated, cancelled, files },
    outcome: done.leadIds.length > 0 ? 'erased' : (await isKnown(ctx, leadId)) ? 'erased before' : 'unknown',
    unchangeable: await countUnchangeable(ctx, handoffIds),
    isIdAddress: leadId.includes('@'),
  };
}

async function isKnown(ctx: Context, leadId: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ leadId: leads.leadId })
    .from(leads)
    .where(and(eq(leads.workspaceId, ctx.workspaceId), eq(leads.leadId, leadId)));
  return rows.length > 0;
}

async function handoffsOf(ctx: Context, leadId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ handoffId: handoffs.handoffId })
    .from(handoffs)
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.leadId, leadId)));
  return rows.map((row) => row.handoffId);
}
