import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { members } from '../db/schema.ts';
import { joinsFor, ownerJoin, type Role, repKey } from './breakdown.ts';
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
  const inOrder = sql`order by h.entered_at ${direction}, h.lead_id collate "C" ${direction}, h.opened_at ${direction}`;
  const withDue = scope.list
    ? sql`, ${isoText(sql`h.due_at`)} as "dueAt", ${isoText(sql`h.decided_at`)} as "decidedAt"`
    : sql``;
  const beyond = part?.beyond ? after(part.beyond, part.newest) : sql``;
  const limit = part ? sql`limit ${part.limit}` : sql``;
  return queryRows(
    scope.ctx.db,
    sql`
      select "leadId", listed.name, company, source, rep, who.name as "repName", "mqlAt", "sqlAt", stage, "enteredAt"
        ${scope.list ? sql`, "dueAt", "decidedAt"` : sql``}
      from (
        select row_number() over (${inOrder}) as place, h.lead_id as "leadId", l.name, l.company,
          nullif(btrim(h.source), '') as source, ${repKey(choiceOf(scope).role)} as rep,
          ${isoText(sql`h.opened_at`)} as "mqlAt",
          ${isoText(sql`case when h.state = 'accepted' then h.decided_at end`)} as "sqlAt", l.stage,
          ${isoText(sql`h.entered_at`)} as "enteredAt" ${withDue}
        from (select * from (${listOf(scope)}) as h where wanted ${beyond} ${inOrder} ${limit}) as h
        join ${scope.leads} l on l.workspace_id = h.workspace_id and l.lead_id = h.lead_id
        ${ownerJoin(scope)}
      ) as listed
      left join ${members} who on who.workspace_id = ${scope.ctx.workspaceId} and who.user_id = listed.rep
      order by place`,
  );
}

export async function countLeadLines(scope: ReportScope): Promise<number> {
  const [row] = await queryRows<{ count: number }>(
    scope.ctx.db,
    sql`select count(*)::int as count from (${listOf(scope)}) as h where wanted`,
  );
  return row?.count ?? 0;
}

function after({ enteredAt, leadId, mqlAt }: LeadsCursor, newestFirst: boolean): SQL {
  const at = instantParameter(new Date(enteredAt));
  const than = newestFirst ? sql`<` : sql`>`;
  // The first condition is what an index can be entered by.
  return sql`and h.entered_at ${than}= ${at}
    and (h.entered_at, h.lead_id collate "C", h.opened_at)
      ${than} (${at}, ${leadId}::text collate "C", ${instantParameter(new Date(mqlAt))})`;
}

/** The handoffs of the list, and whether the filters want them; with `distinct` each lead's last. */
function listOf(scope: ReportScope): SQL {
  const { ctx, period } = scope;
  const { at, condition, role } = choiceOf(scope);
  const listed = sql`
    select h.*, h.${at} as entered_at, true ${handoffsWanted(scope, role)} as wanted
    from ${scope.handoffs} h ${joinsFor(scope)}
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
