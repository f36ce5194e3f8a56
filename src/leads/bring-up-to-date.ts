import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf, readRows, rowsAsText, upsertRows } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { handoffs, leads, slaPolicies, stageChanges } from '../db/schema.ts';
import { refreshDeliveries } from '../outbox/refresh-deliveries.ts';
import { endLapses, followDecisions, releaseReopened } from '../routing/turns.ts';
import { notingDays } from '../sla/changed-days.ts';
import type { SlaPolicy } from '../sla/policy.ts';
import type { FactBatch } from './fact-batch.ts';
import { type FoldedLead, foldLead, keyText } from './fold-lead.ts';
import { type Handoff, reconcileHandoffs } from './handoff.ts';
import { factsByLead, isOfLeads } from './ledger.ts';
import { readPolicies } from './read-policies.ts';
import { HANDOFF_COLUMNS, LEAD_COLUMNS, type LeadRow, leadRow } from './rows.ts';

/**
 * Makes leads, handoffs and what is owed agree with the ledger, once facts of the batch have been added to it: `fresh`
 * are the leads that were inserted for it, under the lock of which this runs as under that of the others.
 */
export async function bringUpToDate(
  ctx: Context,
  batch: FactBatch,
  fresh: ReadonlyMap<string, FoldedLead>,
  added: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const folded = new Map<string, FoldedLead>();
  const toRefold: string[] = [];
  const orphans: string[] = [];
  for (const [leadId, facts] of batch.byLead) {
    const news = facts.filter((fact) => added.has(keyText(fact))).length;
    const inserted = fresh.get(leadId);
    if (inserted && news === facts.length) folded.set(leadId, inserted);
    else if (news > 0) toRefold.push(leadId);
    else if (inserted) orphans.push(leadId);
  }
  if (orphans.length > 0) await deleteLeads(ctx, orphans);
  await refold(ctx, toRefold, now, { folded, policies: batch.policies });
}

/**
 * Makes leads and handoffs agree with the ledger as it is now, and owes what follows. Call it under the lock of the
 * leads. `known`: leads that are folded already, of which nothing is stored but their own rows, and the policies.
 */
export async function refold(
  ctx: Context,
  toRefold: readonly string[],
  now: Date,
  known: { folded: ReadonlyMap<string, FoldedLead>; policies: readonly SlaPolicy[] } = NOTHING_KNOWN,
): Promise<void> {
  const folded = new Map(known.folded);
  const { ledgers, stored, erased, policies } =
    toRefold.length > 0 ? await loadStored(ctx, toRefold) : { ...NOTHING_STORED, policies: known.policies };
  for (const leadId of toRefold) folded.set(leadId, foldLead(ledgers.get(leadId) ?? []));
  const written = [...folded].flatMap(([leadId, lead]) =>
    reconcileHandoffs({
      ...{ workspaceId: ctx.workspaceId, leadId, folded: lead, policies, now },
      stored: stored.get(leadId) ?? [],
      isErased: erased.has(leadId),
    }),
  );
  const before = [...stored.values()].flat();
  const refolded = toRefold.flatMap((leadId) => {
    const lead = folded.get(leadId);
    return lead ? [leadRow(ctx.workspaceId, leadId, lead)] : [];
  });
  await write(ctx, refolded, written, before);
  await follow(ctx, written, before);
}

const NOTHING_KNOWN = { folded: new Map<string, FoldedLead>(), policies: [] };
const NOTHING_STORED = {
  ledgers: new Map(),
  stored: new Map<string, Handoff[]>(),
  erased: new Set<string>(),
};

interface Stored {
  ledgers: ReadonlyMap<string, Parameters<typeof foldLead>[0]>;
  stored: ReadonlyMap<string, Handoff[]>;
  erased: ReadonlySet<string>;
  policies: readonly SlaPolicy[];
}

/** Asked under the lock of the leads, so that nobody changes it meanwhile. */
async function loadStored(ctx: Context, leadIds: readonly string[]): Promise<Stored> {
  const ofLeads = sql`${eq(handoffs.workspaceId, ctx.workspaceId)} and ${isAnyOf(handoffs.leadId, leadIds)}`;
  const ofWorkspace = eq(slaPolicies.workspaceId, ctx.workspaceId);
  const isErased = sql`${eq(leads.workspaceId, ctx.workspaceId)} and ${isAnyOf(leads.leadId, leadIds)}
    and erased_at is not null`;
  const [answer] = await queryRows<{ facts: string; handoffs: string; policies: string; erased: string }>(
    ctx.db,
    sql`select ${rowsAsText(stageChanges, isOfLeads(ctx, leadIds))} as facts,
          (select coalesce(json_agg(lead_id), '[]')::text from ${leads} where ${isErased}) as erased,
          ${rowsAsText(handoffs, ofLeads, sql`for update`)} as handoffs,
          ${rowsAsText(slaPolicies, ofWorkspace)} as policies`,
  );
  const rows = readRows(handoffs, answer?.handoffs ?? '[]');
  return {
    ledgers: factsByLead(readRows(stageChanges, answer?.facts ?? '[]')),
    stored: Map.groupBy(rows, (row) => row.leadId),
    erased: new Set(JSON.parse(answer?.erased ?? '[]') as string[]),
    policies: readPolicies(ctx, answer?.policies ?? '[]'),
  };
}

async function write(
  ctx: Context,
  leadRows: readonly LeadRow[],
  written: readonly Handoff[],
  before: readonly Handoff[],
): Promise<void> {
  const leadsToo =
    leadRows.length > 0 ? upsertRows(leads, ['workspaceId', 'leadId'], LEAD_COLUMNS, leadRows) : undefined;
  // What becomes of a lead counts in the figures of its handoffs, though these be as they were.
  const changed = notingDays(ctx, [...written, ...before]);
  if (written.length === 0) {
    if (leadsToo) await ctx.db.execute(sql`${changed} ${leadsToo}`);
    return;
  }
  const besides = leadsToo ? sql`${changed}, refolded as (${leadsToo})` : changed;
  await ctx.db.execute(
    sql`${besides} ${upsertRows(handoffs, ['workspaceId', 'handoffId'], HANDOFF_COLUMNS, written)}`,
  );
}

/** Turns, the rotation and what was posted go with what was decided. */
async function follow(ctx: Context, written: readonly Handoff[], before: readonly Handoff[]): Promise<void> {
  const states = new Map(before.map((row) => [row.handoffId, row.state]));
  const decided = written.filter((row) => row.turn > 0 && row.state !== states.get(row.handoffId));
  await followDecisions(ctx, decided);
  await endLapses(ctx, decided);
  await releaseReopened(
    ctx,
    decided.filter((row) => row.state === 'open'),
  );
  if (before.length > 0)
    await refreshDeliveries(
      ctx,
      before.map((handoff) => handoff.handoffId),
    );
}

/** Leads whose only facts turned out to be known already, under the same key, of another lead. */
async function deleteLeads(ctx: Context, leadIds: readonly string[]): Promise<void> {
  await ctx.db
    .delete(leads)
    .where(and(eq(leads.workspaceId, ctx.workspaceId), isAnyOf(leads.leadId, leadIds)));
}
