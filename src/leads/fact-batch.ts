import { eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf, rowsAsText } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { leads, slaPolicies, workspaces } from '../db/schema.ts';
import { invariant } from '../errors.ts';
import type { SlaPolicy } from '../sla/policy.ts';
import type { NewFact, RecordedFact } from './fact.ts';
import { keyText } from './fold-lead.ts';
import { readPolicies } from './read-policies.ts';

/** Facts about to be recorded, each once, and what must be known to record them. */
export interface FactBatch {
  facts: readonly RecordedFact[];
  byLead: ReadonlyMap<string, readonly RecordedFact[]>;
  /** The leads that were there when it was asked; others may have come since. */
  known: ReadonlySet<string>;
  policies: readonly SlaPolicy[];
}

const MS_PER_HOUR = 3_600_000;

/** Asks in one statement for all that a batch of new leads needs. */
export async function prepareBatch(ctx: Context, given: readonly NewFact[], now: Date): Promise<FactBatch> {
  const distinct = new Map<string, NewFact>();
  for (const fact of given) {
    const name = keyText(fact);
    if (!distinct.has(name)) distinct.set(name, fact);
  }
  const leadIds = [...new Set(given.map(({ leadId }) => leadId))];
  const { liveWithinHours, known, policies } = await askFor(ctx, leadIds);
  const facts = [...distinct.values()].map(({ alert = false, history = false, ...fact }): RecordedFact => {
    const live = !history && now.getTime() - fact.occurredAt.getTime() <= liveWithinHours * MS_PER_HOUR;
    return { ...fact, alert, live, recordedAt: now };
  });
  return { facts, byLead: Map.groupBy(facts, ({ leadId }) => leadId), known, policies };
}

async function askFor(ctx: Context, leadIds: readonly string[]) {
  const [answer] = await queryRows<{ hours: number; known: string; policies: string }>(
    ctx.db,
    sql`select ${workspaces.liveWithinHours} as hours,
          (select coalesce(json_agg(${leads.leadId}), '[]')::text from ${leads}
           where ${eq(leads.workspaceId, ctx.workspaceId)} and ${isAnyOf(leads.leadId, leadIds)}) as known,
          ${rowsAsText(slaPolicies, eq(slaPolicies.workspaceId, ctx.workspaceId))} as policies
        from ${workspaces} where ${eq(workspaces.workspaceId, ctx.workspaceId)}`,
  );
  invariant(answer, `workspace ${ctx.workspaceId} is in the database`);
  return {
    liveWithinHours: answer.hours,
    known: new Set(JSON.parse(answer.known) as string[]),
    policies: readPolicies(ctx, answer.policies),
  };
}
