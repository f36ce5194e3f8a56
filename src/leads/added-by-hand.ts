import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { stageChanges } from '../db/schema.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';
import type { RecordedFact } from './fact.ts';
import { keyText } from './fold-lead.ts';

/** Who typed a lead in, and what they had to say of it. */
export interface AddedByHand {
  by: string | null;
  note: string | null;
}

/** The same of a lead whose facts are at hand. */
export function addedByHand(facts: readonly RecordedFact[]): AddedByHand | undefined {
  const [fact] = facts
    .filter((one) => one.kind === 'stage' && one.origin === SLACK_ORIGIN && one.lead !== undefined)
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (keyText(a) < keyText(b) ? -1 : 1));
  return fact?.kind === 'stage' ? { by: fact.actorId ?? null, note: fact.note ?? null } : undefined;
}

/** Of these leads, those that somebody added by hand. */
export async function loadAddedByHand(
  ctx: Context,
  leadIds: readonly string[],
): Promise<Map<string, AddedByHand>> {
  if (leadIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectDistinctOn([stageChanges.leadId], {
      leadId: stageChanges.leadId,
      by: stageChanges.actorId,
      note: stageChanges.note,
    })
    .from(stageChanges)
    .where(
      and(
        eq(stageChanges.workspaceId, ctx.workspaceId),
        isAnyOf(stageChanges.leadId, leadIds),
        eq(stageChanges.origin, SLACK_ORIGIN),
        isNotNull(stageChanges.lead),
      ),
    )
    .orderBy(stageChanges.leadId, stageChanges.occurredAt, sql`${stageChanges.eventId} collate "C"`);
  return new Map(rows.map(({ leadId, ...added }) => [leadId, added]));
}
