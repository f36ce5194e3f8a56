import { and, eq, max } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { leads, stageChanges } from '../db/schema.ts';
import { NotFoundError } from '../errors.ts';
import { say } from '../words/say.ts';
import { type LeadProgress, loadProgress } from './lead-progress.ts';

export interface LockedLead extends LeadProgress {
  ownerEmail: string | null;
}

/** How a lead stands, read under its lock: it stays true until the transaction ends. */
export async function lockLead(ctx: Context, leadId: string): Promise<LockedLead> {
  const [lead] = await ctx.db
    .select({ ownerEmail: leads.ownerEmail, erasedAt: leads.erasedAt })
    .from(leads)
    .where(and(eq(leads.workspaceId, ctx.workspaceId), eq(leads.leadId, leadId)))
    .for('update');
  const progress = (await loadProgress(ctx, [leadId])).get(leadId);
  if (!lead || lead.erasedAt || !progress)
    throw new NotFoundError(say('This lead is no longer known here. It may have been erased.'));
  return { ...progress, ownerEmail: lead.ownerEmail };
}

/**
 * The earliest instant at which what is said now comes last: clocks of CRMs run ahead, and what lies within reach of an
 * undo would be voided by it.
 */
export async function nextInstant(ctx: Context, leadId: string): Promise<Date> {
  const now = ctx.now();
  const [latest] = await ctx.db
    .select({ at: max(stageChanges.occurredAt) })
    .from(stageChanges)
    .where(and(eq(stageChanges.workspaceId, ctx.workspaceId), eq(stageChanges.leadId, leadId)));
  const after = new Date((latest?.at?.getTime() ?? 0) + 1);
  return after > now ? after : now;
}
