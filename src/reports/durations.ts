import { type SQL, sql } from 'drizzle-orm';
import { type Groups, groupsOf } from './breakdown.ts';
import { cohort } from './cohort.ts';
import { once } from './once.ts';
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
  return once(scope, 'decision durations', () =>
    groupsOf(
      scope,
      NO_DURATIONS,
      [],
      (key, select, groupBy) => sql`
        with cohort as (${cohort(scope, key)}), timed as (
          select key, policy_id,
            case when decided then date_part('epoch', decided_at - opened_at) end as seconds,
            case when decided then working_seconds end as working
          from cohort
        ), judges as materialized (
          select key as of_key, string_agg(policy_id::text, ' ') as ids
          from (select key, policy_id from timed group by key, policy_id) as every group by key
        ), measured as (
          select ${select}, ${mean(sql`seconds`)} as "decisionMean", ${percentiles(sql`seconds`)} as decision,
            ${mean(sql`working`)} as "workingMean", ${percentiles(sql`working`)} as working
          from timed ${groupBy}
        )
        select key, "isTotal", ${per(3600, sql`"decisionMean"`)} as "decisionMean",
          ${per(3600, sql`decision[1]`)} as "decisionMedian", ${per(3600, sql`decision[2]`)} as "decisionP90",
          ${per(3600, sql`"workingMean"`)} as "workingMean",
          ${per(3600, sql`working[1]`)} as "workingMedian", ${per(3600, sql`working[2]`)} as "workingP90",
          (select string_agg(ids, ' ') from judges where "isTotal" or of_key is not distinct from key) as "policyIds"
        from measured`,
    ),
  );
}

/** Days from the lead's creation, else its first `lead` fact, to its first MQL, over the distinct leads of the cohort. */
export async function leadToMqlDays(given: ReportScope): Promise<Groups<Spread>> {
  // Which of a lead's handoffs counts matters only to keys and filters.
  const isOfAll = given.by === undefined && Object.keys(given.filters).length === 0;
  const scope: ReportScope = { ...given, distinct: !isOfAll };
  return groupsOf(
    scope,
    { mean: null, median: null, p90: null },
    [],
    (key, select, groupBy) => sql`
      with cohort as (${cohort(scope, key)}), theirs as (
        ${isOfAll ? sql`select distinct lead_id, null::text as key from cohort` : sql`select lead_id, key from cohort`}
      ), timed as (
        select theirs.key, date_part('epoch', l.first_mql_at - coalesce(l.created_at, l.first_lead_at)) as seconds
        from theirs
        join ${scope.leads} l on l.workspace_id = ${scope.ctx.workspaceId} and l.lead_id = theirs.lead_id
        where coalesce(l.created_at, l.first_lead_at) <= l.first_mql_at
      ), measured as (
        select ${select}, ${mean(sql`seconds`)} as mean, ${percentiles(sql`seconds`)} as shares from timed ${groupBy}
      )
      select key, "isTotal", ${per(86_400, sql`mean`)} as mean, ${per(86_400, sql`shares[1]`)} as median,
        ${per(86_400, sql`shares[2]`)} as p90
      from measured`,
  );
}

/** Of whole milliseconds, so that the order in which rows are read cannot change the last digit. */
function mean(seconds: SQL): SQL {
  return sql`sum(round(${seconds} * 1000)::bigint) / nullif(count(${seconds}), 0) / 1000`;
}

/** Median and ninth decile, sorted once for both. */
function percentiles(seconds: SQL): SQL {
  return sql`percentile_cont(array[0.5, 0.9]) within group (order by ${seconds})`;
}

function per(unit: number, seconds: SQL): SQL {
  return sql`(${seconds} / ${sql.raw(String(unit))})::float8`;
}
