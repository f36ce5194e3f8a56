import { asc, eq } from 'drizzle-orm';
import type { Context } from '../../src/context.ts';
import { leads, stageChanges } from '../../src/db/schema.ts';
import { listHandoffs } from './workspaces.ts';

/**
 * What the facts amount to, without what may differ between two ways of recording them: ids, and the corrections that
 * tell the story of how they were learnt.
 */
export async function ledgerState(ctx: Context) {
  const rows = await ctx.db
    .select()
    .from(leads)
    .where(eq(leads.workspaceId, ctx.workspaceId))
    .orderBy(asc(leads.leadId));
  const handoffs = await listHandoffs(ctx);
  return {
    leads: rows.map(({ workspaceId: _, ...lead }) => lead),
    handoffs: handoffs.map(
      ({ workspaceId: _w, handoffId: _h, policyId: _p, corrected: _c, ...handoff }) => handoff,
    ),
  };
}

export async function listFacts(ctx: Context) {
  return ctx.db
    .select()
    .from(stageChanges)
    .where(eq(stageChanges.workspaceId, ctx.workspaceId))
    .orderBy(asc(stageChanges.origin), asc(stageChanges.eventId));
}
