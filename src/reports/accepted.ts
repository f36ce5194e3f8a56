import { type SQL, sql } from 'drizzle-orm';
import { type Groups, groupsOf, type HandoffKey, joinsFor, leadKey, ownerJoin } from './breakdown.ts';
import { addUp, type CountedMonth, countByMonth } from './count-by-month.ts';
import { handoffsWanted, leadsWanted } from './filters.ts';
import { instantParameter } from './instant-sql.ts';
import { once } from './once.ts';
import type { ReportScope } from './report-scope.ts';

export interface Counted {
  count: number;
}

export const NONE: Counted = { count: 0 };

/** The handoffs accepted in the period (by the date of the decision) as a relation; with `distinct` each lead's last. */
export function acceptedHandoffs(scope: ReportScope, key: HandoffKey): SQL {
  const { ctx, period } = scope;
  const wanted = handoffsWanted(scope, key.role);
  const accepted = sql`
    select h.lead_id, h.opened_at, h.decided_at, h.source, h.decided_by, h.holder_id, ${key.by} as key,
      ${scope.distinct ? sql`true ${wanted}` : sql`true`} as wanted
    from ${scope.handoffs} h ${joinsFor(scope)}
    where h.workspace_id = ${ctx.workspaceId} and h.state = 'accepted'
      and h.decided_at >= ${instantParameter(period.from)} and h.decided_at < ${instantParameter(period.to)}
      ${scope.distinct ? sql`` : wanted}`;
  if (!scope.distinct) return accepted;
  return sql`
    select * from (
      select distinct on (lead_id) * from (${accepted}) as accepted order by lead_id, decided_at desc
    ) as leads where wanted`;
}

/** SQLs: handoffs accepted in the period. `until` ends it earlier. */
export async function sqlCounts(scope: ReportScope, until: Date = scope.period.to): Promise<Groups<Counted>> {
  return addUp(await sqlsByMonth(scope, until), NONE);
}

/** The same for each local month of the period. */
export function sqlsByMonth(
  scope: ReportScope,
  until: Date = scope.period.to,
): Promise<CountedMonth<'count'>[]> {
  return once(scope, `accepted until ${until.getTime()}`, () =>
    countByMonth(scope, {
      name: 'accepted',
      none: NONE,
      until,
      statement: (narrowed, key, partOf) => sql`
        select part, key, count(*)::int as count
        from (select key, ${partOf(sql`decided_at`)} as part from (${acceptedHandoffs(narrowed, key)}) as accepted) as dated
        group by part, key`,
    }),
  );
}

/** Leads that entered sql or beyond in the period without ever having been handed over. */
export function sqlsWithoutMql(scope: ReportScope): Promise<Groups<Counted>> {
  const { ctx, period } = scope;
  return groupsOf(
    scope,
    NONE,
    (select, groupBy) => sql`
      select ${select}, count(*)::int as count from (
        select ${leadKey(scope)} as key from ${scope.leads} l ${ownerJoin(scope)}
        where l.workspace_id = ${ctx.workspaceId} and l.sql_without_mql_at >= ${instantParameter(period.from)}
          and l.sql_without_mql_at < ${instantParameter(period.to)} ${leadsWanted(scope)}
      ) as entered ${groupBy}`,
  );
}
