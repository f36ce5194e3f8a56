import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { insertRows } from '../db/bulk.ts';
import { errorCode } from '../db/error-code.ts';
import { handoffs, leads } from '../db/schema.ts';
import { notingDays } from '../sla/changed-days.ts';
import type { FactBatch } from './fact-batch.ts';
import { foldLead } from './fold-lead.ts';
import { reconcileHandoffs } from './handoff.ts';
import { insertFacts } from './ledger.ts';
import { HANDOFF_COLUMNS, LEAD_COLUMNS, leadRow } from './rows.ts';

const UNIQUE_VIOLATION = '23505';

/**
 * Records facts of leads of which nothing was known, in one statement. False: some lead or fact was there, or came
 * meanwhile, and nothing has happened.
 */
export async function recordNewLeads(ctx: Context, batch: FactBatch, now: Date): Promise<boolean> {
  if (batch.known.size > 0) return false;
  const { workspaceId } = ctx;
  // In the order in which everybody locks leads.
  const leadIds = [...batch.byLead.keys()].sort();
  const folded = leadIds.map((leadId) => ({ leadId, lead: foldLead(batch.byLead.get(leadId) ?? []) }));
  const leadRows = folded.map(({ leadId, lead }) => leadRow(workspaceId, leadId, lead));
  const handoffRows = folded.flatMap(({ leadId, lead }) =>
    reconcileHandoffs({ workspaceId, leadId, folded: lead, stored: [], policies: batch.policies, now }),
  );
  const ledger = sql`new_facts as (${insertFacts(ctx, batch.facts)})`;
  const others =
    handoffRows.length === 0
      ? sql`with ${ledger}`
      : sql`${notingDays(ctx, handoffRows)}, ${ledger},
            new_handoffs as (${insertRows(handoffs, HANDOFF_COLUMNS, handoffRows)})`;
  try {
    // The leads are the main part, which runs first: whoever loses a race for one waits before it holds anything else.
    const statement = sql`${others} ${insertRows(leads, LEAD_COLUMNS, leadRows)}`;
    // In a transaction, though it is one statement: a server whose client is gone ends the statement, but commits nothing.
    await inTransaction(ctx, (tx) => tx.db.execute(statement));
    return true;
  } catch (error) {
    if (errorCode(error) === UNIQUE_VIOLATION) return false;
    throw error;
  }
}
