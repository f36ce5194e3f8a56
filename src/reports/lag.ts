import { type SQL, sql } from 'drizzle-orm';
import { policyAt } from '../sla/policy.ts';
import { acceptedHandoffs } from './accepted.ts';
import { askByMonth } from './ask-by-month.ts';
import { milliseconds } from './durations.ts';
import { ratio } from './ratio.ts';
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

interface LagRow extends Sums {
  part: number;
  several: OfSeveral[] | null;
}

/** A lead handed over several times, and in ms what was measured of it. */
type OfSeveral = [leadId: string, ms: number | null];

interface Sums {
  accepted: number;
  decisionMs: number;
  /** Of leads handed over once. */
  measured: number;
  measuredMs: number;
  leftOut: number;
}

const NOUGHT: Sums = { accepted: 0, decisionMs: 0, measured: 0, measuredMs: 0, leftOut: 0 };
const MS_PER_DAY = 86_400_000;

/** The measured lag, over the distinct leads accepted in the period, unless a fixed one is asked for. */
export async function lag(given: ReportScope): Promise<Lag> {
  const scope: ReportScope = { ...given, distinct: false, by: undefined };
  const months = await askByMonth<LagRow, Sums & { several: OfSeveral[] }>(scope, {
    name: 'lag',
    until: scope.endsAt,
    statement,
    cellOf: ([row]) => ({ ...NOUGHT, ...row, several: row?.several ?? [] }),
    weigh: ({ several }) => 8 + several.length * 2,
  });
  const sums = { ...NOUGHT };
  for (const { cell } of months) for (const name of SUMS) sums[name] += cell[name];
  const several = new Map(months.flatMap(({ cell }) => cell.several));
  for (const ms of several.values()) {
    if (ms === null) sums.leftOut += 1;
    else {
      sums.measured += 1;
      sums.measuredMs += ms;
    }
  }
  const { accepted, decisionMs, measured, measuredMs, leftOut } = sums;
  const measuredDays = ratio(measuredMs / MS_PER_DAY, measured);
  const promisedDays = Number(promisedCalendarDays(policyAt(scope.policies, scope.endsAt)).toFixed(6));
  return {
    lagDays: scope.lagDays ?? measuredLagDays(measuredDays, promisedDays),
    lagFrom: scope.lagDays === undefined ? 'measured' : 'fixed',
    measuredDays,
    leadsMeasured: measured,
    leadsLeftOut: leftOut,
    promisedDays,
    mqlToSqlDays: ratio(decisionMs / MS_PER_DAY, accepted),
  };
}

const SUMS = Object.keys(NOUGHT) as (keyof Sums)[];

function statement(scope: ReportScope, partOf: (instant: SQL) => SQL): SQL {
  const accepted = acceptedHandoffs(scope, { by: sql`null::text`, role: 'decider' });
  return sql`
    with timed as (
      select ${partOf(sql`accepted.decided_at`)} as part, accepted.lead_id, l.handoffs > 1 as several,
        ${milliseconds(sql`accepted.decided_at - accepted.opened_at`)} as decision_ms,
        case when coalesce(l.created_at, l.first_lead_at) <= l.first_mql_at
          then ${milliseconds(sql`l.first_mql_at - coalesce(l.created_at, l.first_lead_at)`)} end as ms
      from (${accepted}) as accepted
      join ${scope.leads} l on l.workspace_id = ${scope.ctx.workspaceId} and l.lead_id = accepted.lead_id
    )
    select part, count(*)::int as accepted, sum(decision_ms)::float8 as "decisionMs",
      (count(ms) filter (where not several))::int as measured,
      coalesce(sum(ms) filter (where not several), 0)::float8 as "measuredMs",
      (count(*) filter (where ms is null and not several))::int as "leftOut",
      json_agg(json_build_array(lead_id, ms)) filter (where several) as several
    from timed group by part`;
}

/** Whole calendar days, halves up. */
export function measuredLagDays(measuredDays: number | null, promisedDays: number): number | null {
  if (measuredDays === null) return null;
  // Sums of binary fractions miss a half by a hair; a millionth of a day is a tenth of a second.
  return Math.floor(Math.round((measuredDays + promisedDays) * 1e6) / 1e6 + 0.5);
}
