import { and, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { connections } from '../db/schema.ts';
import { getWorkspace } from '../team/workspace.ts';
import { isStage, type LeadFields } from '../vocabulary.ts';
import type { RecordedFact } from './fact.ts';
import { valueKey } from './value-key.ts';

/** What is kept of an erased lead, since figures are counted by it: none of it is about the person. */
const KEPT_FIELDS = ['source', 'campaign', 'ownerEmail', 'createdAt'] as const satisfies (keyof LeadFields)[];

/** Words that may stand in the ledger of an erased lead, since they were chosen from a list. */
interface ListedWords {
  reasons: ReadonlySet<string>;
  /** Values that each connection maps to a stage, by origin. */
  values: ReadonlyMap<string, ReadonlySet<string>>;
}

export async function loadListedWords(ctx: Context, origins: readonly string[]): Promise<ListedWords> {
  const { rejectionReasons } = await getWorkspace(ctx);
  const mapped = await ctx.db
    .select({ origin: connections.connectionId, stages: connections.stages })
    .from(connections)
    .where(
      and(
        eq(connections.workspaceId, ctx.workspaceId),
        isAnyOf(connections.connectionId, [...new Set(origins)]),
      ),
    );
  return {
    reasons: new Set(rejectionReasons.map(({ key }) => key)),
    values: new Map(mapped.map(({ origin, stages }) => [origin, new Set(Object.keys(stages))])),
  };
}

/** The fact without anything personal: what happened and when, and what figures are counted by. */
export function strippedFact(fact: RecordedFact, words: ListedWords): RecordedFact {
  switch (fact.kind) {
    case 'undo':
    case 'contacted':
      return fact;
    case 'excused':
      return { ...fact, reason: '' };
    case 'unmapped':
      return { ...fact, reported: keptValue(fact, words) ?? '', lead: keptFields(fact.lead) };
    case 'stage':
      return {
        ...fact,
        reported: keptValue(fact, words) ?? fact.stage,
        lead: keptFields(fact.lead),
        reason: fact.reason !== undefined && words.reasons.has(fact.reason) ? fact.reason : undefined,
        note: undefined,
      };
  }
}

function keptValue({ origin, reported }: { origin: string; reported: string }, { values }: ListedWords) {
  const key = valueKey(reported);
  return isStage(key) || values.get(origin)?.has(key) ? reported : undefined;
}

function keptFields(lead: LeadFields | undefined): LeadFields | undefined {
  if (!lead) return undefined;
  return Object.fromEntries(
    KEPT_FIELDS.filter((name) => lead[name] !== undefined).map((name) => [name, lead[name]]),
  );
}
