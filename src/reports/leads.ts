import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { members } from '../db/schema.ts';
import type { Stage } from '../vocabulary.ts';
import { ownerJoin, repKey } from './breakdown.ts';
import { handoffsWanted } from './filters.ts';
import { instantParameter, isoText } from './instant-sql.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';
import { stageEntries } from './stage-entries.ts';

export interface LeadLine {
  leadId: string;
  name: string | null;
  company: string | null;
  /** As it was when the handoff opened. */
  source: string | null;
  /** Who decided, else who holds it: a Slack user id, or the owner's address as the CRM gave it. */
  rep: string | null;
  repName: string | null;
  mqlAt: string | null;
  sqlAt: string | null;
  /** Where the lead stands now, or stood at the cut. */
  stage: Stage | null;
}

export interface Leads {
  /** The stage whose entries are listed. */
  entered: Stage;
  leads: (LeadLine & { enteredAt: string })[];
}

export type LeadsAnswer = ReportHeader<'leads'> & Leads;

/** The handoffs accepted in the period, or the entries into another stage, in the order of entering. */
export async function leads(scope: ReportScope): Promise<Leads> {
  const entered = scope.stage ?? 'sql';
  if (entered !== 'sql' && entered !== 'mql') return { entered, leads: await stageEntries(scope, entered) };
  const at = entered === 'sql' ? sql`decided_at` : sql`opened_at`;
  return { entered, leads: await handoffLines(scope, at) };
}

function handoffLines(scope: ReportScope, at: SQL): Promise<Leads['leads']> {
  const { ctx, period } = scope;
  const from = instantParameter(period.from);
  const to = instantParameter(period.to);
  const state = scope.stage === 'mql' ? sql`h.state <> 'void'` : sql`h.state = 'accepted'`;
  const listed = sql`
    select h.lead_id, l.name, l.company, nullif(btrim(h.source), '') as source, ${repKey('decider')} as rep,
      h.opened_at, case when h.state = 'accepted' then h.decided_at end as sql_at, l.stage, h.${at} as entered_at,
      true ${handoffsWanted(scope, 'decider')} as wanted
    from ${scope.handoffs} h
    join ${scope.leads} l on l.workspace_id = h.workspace_id and l.lead_id = h.lead_id
    ${ownerJoin(scope)}
    where h.workspace_id = ${ctx.workspaceId} and ${state} and h.${at} >= ${from} and h.${at} < ${to}`;
  const perLead = sql`select distinct on (lead_id) * from (${listed}) as every order by lead_id, entered_at desc`;
  return queryRows(
    ctx.db,
    sql`
      select listed.lead_id as "leadId", listed.name, listed.company, listed.source, listed.rep,
        who.name as "repName", ${isoText(sql`listed.opened_at`)} as "mqlAt", ${isoText(sql`listed.sql_at`)} as "sqlAt",
        listed.stage, ${isoText(sql`listed.entered_at`)} as "enteredAt"
      from (${scope.distinct ? perLead : listed}) as listed
      left join ${members} who on who.workspace_id = ${ctx.workspaceId} and who.user_id = listed.rep
      where listed.wanted order by listed.entered_at, listed.lead_id collate "C"`,
  );
}
