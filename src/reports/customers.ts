import { type SQL, sql } from 'drizzle-orm';
import { stageChanges } from '../db/schema.ts';
import { STAGES } from '../vocabulary.ts';
import { type Groups, groupsOf, leadKey, ownerJoin } from './breakdown.ts';
import { leadsWanted } from './filters.ts';
import { instantParameter } from './instant-sql.ts';
import { withinCut } from './ledger-cut.ts';
import type { ReportScope } from './report-scope.ts';

interface Customers {
  count: number;
  /** Whether the ledger tells of won leads at all. */
  isRecorded: boolean;
}

/**
 * Leads that entered `won` from the start of the period until `until`, each once, by their source or campaign. A repeated
 * fact about a lead that is won already is no entry, nor is one that was undone.
 */
export function customerCounts(scope: ReportScope, until: Date): Promise<Groups<Customers>> {
  const within = sql`occurred_at >= ${instantParameter(scope.period.from)} and occurred_at < ${instantParameter(until)}`;
  const won = sql`
    select lead_id from ${stageChanges}
    where workspace_id = ${scope.ctx.workspaceId} and kind = 'stage' and stage = 'won' ${withinCut(scope.cut)}`;
  return groupsOf(
    scope,
    { count: 0, isRecorded: false },
    (select, groupBy) => sql`
      with facts as materialized (
        select lead_id, kind, stage, occurred_at, origin, event_id, voids_origin, voids_event_id from ${stageChanges}
        where workspace_id = ${scope.ctx.workspaceId} and kind in ('stage', 'undo')
          and lead_id = any(array(select distinct lead_id from (${won} and ${within}) as won)) ${withinCut(scope.cut)}
      ), undone as materialized (
        select decision.lead_id, decision.origin, decision.event_id, decision.stage,
          decision.occurred_at as from_at, undo.occurred_at as until_at
        from facts as undo join facts as decision
          on decision.lead_id = undo.lead_id and decision.kind = 'stage'
            and decision.origin = undo.voids_origin and decision.event_id = undo.voids_event_id
        where undo.kind = 'undo'
      ), entries as (
        select stage, occurred_at, lead_id,
          lag(stage) over (partition by lead_id order by occurred_at, ${rank}) as before
        from facts where kind = 'stage' and not ${isVoided}
      ), customers as (
        select distinct lead_id from entries where stage = 'won' and before is distinct from 'won' and ${within}
      )
      select ${select}, count(*)::int as count, exists (${won}) as "isRecorded"
      from (
        select ${leadKey(scope)} as key from customers
        join ${scope.leads} l on l.workspace_id = ${scope.ctx.workspaceId} and l.lead_id = customers.lead_id
        ${ownerJoin(scope)} where true ${leadsWanted(scope)}
      ) as wanted ${groupBy}`,
  );
}

/** As the fold orders facts of one instant. */
const rank: SQL = sql`array_position(array[${sql.join(
  STAGES.map((stage) => sql`${stage}`),
  sql`, `,
)}]::text[], stage)`;

/** An undo voids the fact that it names, and those of the same stage up to the undo. */
const isVoided: SQL = sql`exists (
  select 1 from undone where undone.lead_id = facts.lead_id
    and ((undone.origin = facts.origin and undone.event_id = facts.event_id)
      or (undone.stage = facts.stage and facts.occurred_at between undone.from_at and undone.until_at)))`;
