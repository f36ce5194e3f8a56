import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { members } from '../db/schema.ts';
import { ownerJoin, type Role, repKey } from './breakdown.ts';
import { handoffsWanted } from './filters.ts';
import { instantParameter, isoText } from './instant-sql.ts';
import type { ListedLead } from './leads.ts';
import type { LeadsCursor } from './leads-page.ts';
import type { ReportScope } from './report-scope.ts';

interface Part {
  newest: boolean;
  limit: number;
  /** Only what comes after this lead in that order. */
  beyond?: LeadsCursor | undefined;
}

/** All of the list in the order of entering, ties by lead; or a part of it, at the cost of that part. */
export function leadLines(scope: ReportScope, part?: Part): Promise<ListedLead[]> {
  const direction = part?.newest ? sql`desc` : sql`asc`;
  const limit = part ? sql`limit ${part.limit}` : sql``;
  const withDue = scope.list
    ? sql`, ${isoText(sql`listed.due_at`)} as "dueAt", ${isoText(sql`listed.decided_at`)} as "decidedAt"`
    : sql``;
  return queryRows(
    scope.ctx.db,
    sql`
      select listed.lead_id as "leadId", listed.name, listed.company, listed.source, listed.rep,
        who.name as "repName", ${isoText(sql`listed.opened_at`)} as "mqlAt", ${isoText(sql`listed.sql_at`)} as "sqlAt",
        listed.stage, ${isoText(sql`listed.entered_at`)} as "enteredAt" ${withDue}
      from (${listOf(scope)}) as listed
      left join ${members} who on who.workspace_id = ${scope.ctx.workspaceId} and who.user_id = listed.rep
      where listed.wanted ${part?.beyond ? after(part.beyond, part.newest) : sql``}
      order by listed.entered_at ${direction}, listed.lead_id collate "C" ${direction}, listed.opened_at ${direction}
      ${limit}`,
  );
}

export async function countLeadLines(scope: ReportScope): Promise<number> {
  const [row] = await queryRows<{ count: number }>(
    scope.ctx.db,
    sql`select count(*)::int as count from (${listOf(scope)}) as listed where listed.wanted`,
  );
  return row?.count ?? 0;
}

function after({ enteredAt, leadId, mqlAt }: LeadsCursor, newestFirst: boolean): SQL {
  const at = instantParameter(new Date(enteredAt));
  const than = newestFirst ? sql`<` : sql`>`;
  // The first condition is what an index can be entered by.
  return sql`and listed.entered_at ${than}= ${at}
    and (listed.entered_at, listed.lead_id collate "C", listed.opened_at)
      ${than} (${at}, ${leadId}::text collate "C", ${instantParameter(new Date(mqlAt))})`;
}

/** The handoffs of the list; with `distinct` each lead's last. */
function listOf(scope: ReportScope): SQL {
  const { ctx, period } = scope;
  const { at, condition, role } = choiceOf(scope);
  const listed = sql`
    select h.lead_id, l.name, l.company, nullif(btrim(h.source), '') as source, ${repKey(role)} as rep,
      h.opened_at, case when h.state = 'accepted' then h.decided_at end as sql_at, l.stage, h.${at} as entered_at,
      h.due_at, h.decided_at, true ${handoffsWanted(scope, role)} as wanted
    from ${scope.handoffs} h
    join ${scope.leads} l on l.workspace_id = h.workspace_id and l.lead_id = h.lead_id
    ${ownerJoin(scope)}
    where h.workspace_id = ${ctx.workspaceId} and ${condition}
      and h.${at} >= ${instantParameter(period.from)} and h.${at} < ${instantParameter(period.to)}`;
  return scope.distinct
    ? sql`select distinct on (lead_id) * from (${listed}) as every order by lead_id, entered_at desc`
    : listed;
}

/** Which handoffs, by which of their instants, and for whom they count. Wasted ones are those of the waste report. */
function choiceOf({ list, stage, now }: ReportScope): { at: SQL; condition: SQL; role: Role } {
  const opened = sql`opened_at`;
  if (list === 'open') return { at: opened, condition: sql`h.state = 'open'`, role: 'decider' };
  if (list === 'wasted') {
    const late = sql`h.state in ('accepted', 'rejected', 'recycled') and h.decided_at > h.due_at`;
    const never = sql`h.state = 'open' and h.due_at < ${instantParameter(now)}`;
    return { at: opened, condition: sql`h.excused_at is null and (${late} or ${never})`, role: 'holder' };
  }
  if (stage === 'mql') return { at: opened, condition: sql`h.state <> 'void'`, role: 'decider' };
  return { at: sql`decided_at`, condition: sql`h.state = 'accepted'`, role: 'decider' };
}
