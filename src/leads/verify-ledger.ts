import { isDeepStrictEqual } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf, selectRows } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { handoffs, leads, slaPolicies, stageChanges } from '../db/schema.ts';
import type { SlaPolicy } from '../sla/policy.ts';
import { type FoldedLead, foldLead } from './fold-lead.ts';
import { type Handoff, reconcileHandoffs } from './handoff.ts';
import { loadFacts } from './ledger.ts';
import { LEAD_COLUMNS, type LeadRow, leadRow } from './rows.ts';

/** Where a table says something else than the facts. `null` as a whole: there is no such row. */
interface Difference {
  leadId: string;
  /** `leads.stage`, `handoffs.decidedAt`, or `handoffs` where a whole row is missing or too many. */
  where: string;
  stored: unknown;
  ledger: unknown;
}

export interface Verification {
  leads: number;
  facts: number;
  handoffs: number;
  differences: number;
  /** The first hundred of them. */
  examples: Difference[];
}

const LEADS_PER_CHUNK = 2000;
const MOST_EXAMPLES = 100;

/** What facts and policies determine; the rest of a row is what routing and alerts have done since. */
const DETERMINED = [
  ...(['state', 'openedAt', 'clockFrom', 'dueAt', 'policyId', 'source', 'campaign', 'alerting'] as const),
  ...(['openingOrigin', 'openingEventId', 'decidedAt', 'decidedOrigin', 'decidedEventId'] as const),
  ...(['decidedBy', 'decisionRecordedAt', 'reason', 'note', 'workingSeconds'] as const),
  ...(['contactDueAt', 'contactedAt', 'contactedBy', 'excusedAt', 'excusedBy', 'excusedReason'] as const),
] as const satisfies readonly (keyof Handoff)[];

/**
 * Folds the facts of every lead anew and compares with the tables that the reports read: all of it from one state of the
 * database, a bounded number of leads at a time. Changes nothing.
 */
export async function verifyLedger(
  ctx: Context,
  onProgress: (leads: number) => void = () => {},
): Promise<Verification> {
  return ctx.db.transaction(
    async (db) => {
      const tx = { ...ctx, db };
      const found: Verification = { leads: 0, facts: 0, handoffs: 0, differences: 0, examples: [] };
      const policies = await db
        .select()
        .from(slaPolicies)
        .where(eq(slaPolicies.workspaceId, ctx.workspaceId));
      for (let after = ''; ; ) {
        const leadIds = await nextLeads(tx, after);
        const last = leadIds.at(-1);
        if (last === undefined) return found;
        after = last;
        await verifyChunk(tx, leadIds, policies, found);
        onProgress(found.leads);
      }
    },
    { isolationLevel: 'repeatable read' },
  );
}

/** Of leads and of facts, so that facts without a lead are found as well. */
async function nextLeads(ctx: Context, after: string): Promise<string[]> {
  const next = (table: typeof leads | typeof stageChanges) => sql`
    (select distinct lead_id as lead_id from ${table}
     where workspace_id = ${ctx.workspaceId} and lead_id > ${after}
     order by lead_id limit ${LEADS_PER_CHUNK})`;
  const rows = await queryRows<{ lead_id: string }>(
    ctx.db,
    sql`select lead_id from (${next(leads)} union ${next(stageChanges)}) as known
        order by lead_id limit ${LEADS_PER_CHUNK}`,
  );
  return rows.map((row) => row.lead_id);
}

async function verifyChunk(
  ctx: Context,
  leadIds: readonly string[],
  policies: readonly SlaPolicy[],
  found: Verification,
): Promise<void> {
  const mine = sql`workspace_id = ${ctx.workspaceId}`;
  const ledgers = await loadFacts(ctx, leadIds);
  const leadRows = await selectRows(ctx.db, leads, sql`${mine} and ${isAnyOf(leads.leadId, leadIds)}`);
  const rows = await selectRows(ctx.db, handoffs, sql`${mine} and ${isAnyOf(handoffs.leadId, leadIds)}`);
  const storedLeads = new Map(leadRows.map((row) => [row.leadId, row]));
  const storedHandoffs = Map.groupBy(rows, (row) => row.leadId);
  for (const leadId of leadIds) {
    const facts = ledgers.get(leadId) ?? [];
    const folded = facts.length > 0 ? foldLead(facts) : undefined;
    const stored = storedHandoffs.get(leadId) ?? [];
    const isErased = storedLeads.get(leadId)?.erasedAt != null;
    found.leads += 1;
    found.facts += facts.length;
    found.handoffs += stored.filter((row) => row.state !== 'void').length;
    const differences = [
      ...leadDifferences(leadId, storedLeads.get(leadId), folded && leadRow(ctx.workspaceId, leadId, folded)),
      ...(folded ? handoffDifferences(ctx, { leadId, folded, stored, policies, isErased }) : []),
    ];
    found.differences += differences.length;
    found.examples.push(...differences.slice(0, MOST_EXAMPLES - found.examples.length));
  }
}

function leadDifferences(
  leadId: string,
  stored: LeadRow | undefined,
  meant: LeadRow | undefined,
): Difference[] {
  if (!stored || !meant) return [{ leadId, where: 'leads', stored: stored ?? null, ledger: meant ?? null }];
  return LEAD_COLUMNS.filter((column) => !isDeepStrictEqual(stored[column], meant[column])).map((column) => ({
    leadId,
    where: `leads.${column}`,
    stored: stored[column],
    ledger: meant[column],
  }));
}

function handoffDifferences(
  ctx: Context,
  lead: {
    leadId: string;
    folded: FoldedLead;
    stored: readonly Handoff[];
    policies: readonly SlaPolicy[];
    isErased: boolean;
  },
): Difference[] {
  const { leadId, stored } = lead;
  const meant = reconcileHandoffs({ workspaceId: ctx.workspaceId, ...lead, now: ctx.now() });
  const byId = new Map(stored.map((row) => [row.handoffId, row]));
  return meant.flatMap((row): Difference[] => {
    const before = byId.get(row.handoffId);
    if (!before || row.state === 'void') {
      const where = before ? 'handoffs, a row too many' : 'handoffs, a row missing';
      return [{ leadId, where, stored: before?.openedAt ?? null, ledger: before ? null : row.openedAt }];
    }
    return DETERMINED.filter((column) => !isDeepStrictEqual(before[column], row[column])).map((column) => ({
      leadId,
      where: `handoffs.${column}`,
      stored: before[column],
      ledger: row[column],
    }));
  });
}
