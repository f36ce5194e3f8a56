import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { stageChanges } from '../db/schema.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';

/** Who typed a lead in, and what they had to say of it. */
export interface AddedByHand {
  by: string | null;
  note: string | null;
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
