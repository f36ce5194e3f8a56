import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { handoffs, leads, stageChanges } from '../db/schema.ts';
import type { Stage } from '../vocabulary.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';

/** A lead that somebody works on. */
export interface OwnLead {
  leadId: string;
  /** Its latest handoff; null: it was never handed over. */
  handoffId: string | null;
  name: string | null;
  company: string | null;
  stage: Stage;
  since: Date;
}

const LOOK_BACK_MS = 366 * 86_400_000;
const SETTLED_SHOWN_MS = 86_400_000;

/**
 * What somebody has accepted within a year and not won or lost, and what they have added and kept, the latest first;
 * also what ended within a day, so that it can be put right.
 */
export async function listOwnLeads(
  ctx: Context,
  { userId, limit }: { userId: string; limit: number },
): Promise<{ total: number; leads: OwnLead[] }> {
  const now = ctx.now().getTime();
  const since = new Date(now - LOOK_BACK_MS).toISOString();
  const settledSince = new Date(now - SETTLED_SHOWN_MS).toISOString();
  const { workspaceId } = ctx;
  const rows = await queryRows<Omit<OwnLead, 'since'> & { since: string; total: number }>(
    ctx.db,
    sql`
      with mine as (
        select h.lead_id, h.handoff_id from ${handoffs} h
        where h.workspace_id = ${workspaceId} and h.decided_at >= ${since}::timestamptz
          and h.holder_id = ${userId} and h.state = 'accepted' and not exists (
            select 1 from ${handoffs} n where n.workspace_id = h.workspace_id and n.lead_id = h.lead_id
              and n.opened_at > h.opened_at and n.state <> 'void')
        union all
        select distinct f.lead_id, null::uuid from ${stageChanges} f
        where f.workspace_id = ${workspaceId} and f.origin = ${SLACK_ORIGIN} and f.actor_id = ${userId}
          and f.lead is not null and not exists (
            select 1 from ${handoffs} n
            where n.workspace_id = f.workspace_id and n.lead_id = f.lead_id and n.state <> 'void')
      )
      select l.lead_id as "leadId", mine.handoff_id as "handoffId", l.name, l.company, l.stage,
        l.stage_since::text as since, count(*) over ()::int as total
      from mine join ${leads} l on l.workspace_id = ${workspaceId} and l.lead_id = mine.lead_id
      where l.erased_at is null and (l.stage in ('lead', 'sql', 'opportunity')
        or (l.stage in ('won', 'lost') and l.stage_since >= ${settledSince}::timestamptz))
      order by l.stage_since desc, l.lead_id collate "C"
      limit ${limit}`,
  );
  return {
    total: rows[0]?.total ?? 0,
    leads: rows.map(({ total: _, ...row }) => ({ ...row, since: new Date(row.since) })),
  };
}
