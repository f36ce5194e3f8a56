import { sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { policyAt } from '../sla/policy.ts';
import { acceptedHandoffs } from './accepted.ts';
import type { ReportScope } from './report-scope.ts';
import { promisedCalendarDays } from './sla-promise.ts';

/** How far back the spend lies that made the SQLs of the period, in calendar days, and what that is made of. */
export interface Lag {
  /** Whole days, halves up; null when no lead could be measured. */
  lagDays: number | null;
  lagFrom: 'measured' | 'fixed';
  /** Mean from the lead's creation to its first MQL, over the leads measured. */
  measuredDays: number | null;
  leadsMeasured: number;
  /** Leads without a start, or with one after the MQL. */
  leadsLeftOut: number;
  /** The SLA in calendar days. */
  promisedDays: number;
  /** Mean from MQL to SQL as it really was. */
  mqlToSqlDays: number | null;
}

interface Measured {
  measuredDays: number | null;
  leadsMeasured: number;
  leadsLeftOut: number;
  mqlToSqlDays: number | null;
}

/** The measured lag, over the distinct leads accepted in the period, unless a fixed one is asked for. */
export async function lag(scope: ReportScope): Promise<Lag> {
  const accepted = acceptedHandoffs(
    { ...scope, distinct: false },
    { by: sql`null::text`, role: 'decider' },
    scope.endsAt,
  );
  const [measured] = await queryRows<Measured>(
    scope.ctx.db,
    sql`
      with accepted as (${accepted}), starts as (
        select l.first_mql_at as mql_at, coalesce(l.created_at, l.first_lead_at) as start_at
        from ${scope.leads} l
        where l.workspace_id = ${scope.ctx.workspaceId} and l.lead_id in (select lead_id from accepted)
      )
      select (avg(extract(epoch from mql_at - start_at)) filter (where start_at <= mql_at) / 86400)::float8
          as "measuredDays",
        (count(*) filter (where start_at <= mql_at))::int as "leadsMeasured",
        (count(*) filter (where start_at <= mql_at is not true))::int as "leadsLeftOut",
        (select (avg(extract(epoch from decided_at - opened_at)) / 86400)::float8 from accepted) as "mqlToSqlDays"
      from starts`,
  );
  const figures = measured ?? { measuredDays: null, leadsMeasured: 0, leadsLeftOut: 0, mqlToSqlDays: null };
  const promisedDays = Number(promisedCalendarDays(policyAt(scope.policies, scope.endsAt)).toFixed(6));
  return {
    lagDays: scope.lagDays ?? measuredLagDays(figures.measuredDays, promisedDays),
    lagFrom: scope.lagDays === undefined ? 'measured' : 'fixed',
    measuredDays: figures.measuredDays,
    leadsMeasured: figures.leadsMeasured,
    leadsLeftOut: figures.leadsLeftOut,
    promisedDays,
    mqlToSqlDays: figures.mqlToSqlDays,
  };
}

/** Whole calendar days, halves up. */
export function measuredLagDays(measuredDays: number | null, promisedDays: number): number | null {
  if (measuredDays === null) return null;
  // Sums of binary fractions miss a half by a hair; a millionth of a day is a tenth of a second.
  return Math.floor(Math.round((measuredDays + promisedDays) * 1e6) / 1e6 + 0.5);
}
