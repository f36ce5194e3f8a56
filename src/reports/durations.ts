import { type SQL, sql } from 'drizzle-orm';
import { type Groups, groupsOf } from './breakdown.ts';
import { cohort } from './cohort.ts';
import type { ReportScope } from './report-scope.ts';

/** Percentiles are interpolated between neighbours; all null where nothing was measured. */
export interface Spread {
  mean: number | null;
  median: number | null;
  p90: number | null;
}

export interface Durations {
  decisionMean: number | null;
  decisionMedian: number | null;
  decisionP90: number | null;
  workingMean: number | null;
  workingMedian: number | null;
  workingP90: number | null;
  /** The policies that judged the cohort, separated by blanks. */
  policyIds: string | null;
}

export const NO_DURATIONS: Durations = {
  decisionMean: null,
  decisionMedian: null,
  decisionP90: null,
  workingMean: null,
  workingMedian: null,
  workingP90: null,
  policyIds: null,
};

/** Hours from the opening to the decision, by the wall clock and in working time, over the decided of the cohort. */
export function decisionDurations(scope: ReportScope): Promise<Groups<Durations>> {
  return groupsOf(
    scope,
    NO_DURATIONS,
    [],
    (key, select, groupBy) => sql`
      with cohort as (${cohort(scope, key)}), timed as (
        select key, policy_id,
          case when decided then extract(epoch from decided_at - opened_at) end as seconds,
          case when decided then working_seconds end as working
        from cohort
      )
      select ${select},
        ${mean(sql`seconds`, 3600)} as "decisionMean",
        ${percentile(0.5, sql`seconds`, 3600)} as "decisionMedian",
        ${percentile(0.9, sql`seconds`, 3600)} as "decisionP90",
        ${mean(sql`working`, 3600)} as "workingMean",
        ${percentile(0.5, sql`working`, 3600)} as "workingMedian",
        ${percentile(0.9, sql`working`, 3600)} as "workingP90",
        string_agg(distinct policy_id::text, ' ') as "policyIds"
      from timed ${groupBy}`,
  );
}

/** Days from the lead's creation, else its first `lead` fact, to its first MQL, over the distinct leads of the cohort. */
export async function leadToMqlDays(scope: ReportScope): Promise<Groups<Spread>> {
  const distinct: ReportScope = { ...scope, distinct: true };
  return groupsOf(
    distinct,
    { mean: null, median: null, p90: null },
    [],
    (key, select, groupBy) => sql`
      with cohort as (${cohort(distinct, key)}), timed as (
        select cohort.key, extract(epoch from l.first_mql_at - coalesce(l.created_at, l.first_lead_at)) as seconds
        from cohort
        join ${scope.leads} l on l.workspace_id = ${scope.ctx.workspaceId} and l.lead_id = cohort.lead_id
        where coalesce(l.created_at, l.first_lead_at) <= l.first_mql_at
      )
      select ${select}, ${mean(sql`seconds`, 86_400)} as mean,
        ${percentile(0.5, sql`seconds`, 86_400)} as median, ${percentile(0.9, sql`seconds`, 86_400)} as p90
      from timed ${groupBy}`,
  );
}

/** In `numeric`, so that the order in which rows are read cannot change the last digit. */
function mean(seconds: SQL, unit: number): SQL {
  return sql`(avg(${seconds}::numeric) / ${sql.raw(String(unit))})::float8`;
}

function percentile(fraction: number, seconds: SQL, unit: number): SQL {
  return sql`(percentile_cont(${sql.raw(String(fraction))}) within group (order by ${seconds}::float8)
    / ${sql.raw(String(unit))})`;
}
