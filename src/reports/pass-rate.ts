import { sql } from 'drizzle-orm';
import { type Counted, NONE, sqlCounts, sqlsWithoutMql } from './accepted.ts';
import { answerOf, at, type Groups, type Row } from './breakdown.ts';
import { type CohortCounts, cohort, cohortCounts, NO_COUNTS } from './cohort.ts';
import { addUp, countByMonth } from './count-by-month.ts';
import { ratio } from './ratio.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';

/** Of the accepted, how many have left again since. */
interface SinceAccepted {
  rejected: number;
  recycled: number;
  lost: number;
}

export interface PassRateFigures {
  /** Of the MQLs handed over in the period. */
  cohort: {
    mqls: number;
    accepted: number;
    rejected: number;
    recycled: number;
    withdrawn: number;
    open: number;
    waste: number;
    passRate: number | null;
    decidedRate: number | null;
    sinceAccepted: SinceAccepted;
  };
  /** SQLs of the period by MQLs of the period. */
  flow: {
    mqls: number;
    sqls: number;
    passRate: number | null;
    mqlsPerSql: number | null;
    sqlsWithoutMql: number;
  };
}

export type PassRate = PassRateFigures & { rows?: Row<PassRateFigures>[] };

export type PassRateAnswer = ReportHeader<'pass-rate'> & PassRate;

const NONE_SINCE: SinceAccepted = { rejected: 0, recycled: 0, lost: 0 };

export async function passRate(scope: ReportScope): Promise<PassRate> {
  const counts = await cohortCounts(scope);
  const sqls = await sqlCounts(scope);
  const withoutMql = await sqlsWithoutMql(scope);
  const since = await sinceAccepted(scope);
  return answerOf(
    scope,
    [counts.byKey, sqls.byKey, withoutMql.byKey],
    (key) =>
      passRateFigures(
        at(counts, key, NO_COUNTS),
        at(sqls, key, NONE),
        at(withoutMql, key, NONE),
        at(since, key, NONE_SINCE),
      ),
    (figures) => figures.cohort.mqls,
  );
}

function passRateFigures(
  counts: CohortCounts,
  sqls: Counted,
  withoutMql: Counted,
  since: SinceAccepted,
): PassRateFigures {
  const { mqls, accepted, rejected, recycled, withdrawn, open } = counts;
  return {
    cohort: {
      mqls,
      accepted,
      rejected,
      recycled,
      withdrawn,
      open,
      waste: counts.late + counts.never,
      passRate: ratio(accepted, mqls),
      decidedRate: ratio(accepted, accepted + rejected + recycled),
      sinceAccepted: { rejected: since.rejected, recycled: since.recycled, lost: since.lost },
    },
    flow: {
      mqls,
      sqls: sqls.count,
      passRate: ratio(sqls.count, mqls),
      mqlsPerSql: ratio(mqls, sqls.count),
      sqlsWithoutMql: withoutMql.count,
    },
  };
}

async function sinceAccepted(scope: ReportScope): Promise<Groups<SinceAccepted>> {
  const months = await countByMonth(scope, {
    name: 'since accepted',
    none: NONE_SINCE,
    statement: (narrowed, key, partOf) => sql`
      select part, key,
        (count(*) filter (where stage = 'rejected'))::int as rejected,
        (count(*) filter (where stage = 'recycled'))::int as recycled,
        (count(*) filter (where stage = 'lost'))::int as lost
      from (
        select cohort.key, ${partOf(sql`cohort.opened_at`)} as part, l.stage from (${cohort(narrowed, key)}) as cohort
        join ${narrowed.leads} l on l.workspace_id = ${narrowed.ctx.workspaceId} and l.lead_id = cohort.lead_id
        where cohort.state = 'accepted' and l.stage in ('rejected', 'recycled', 'lost')
      ) as left_again group by part, key`,
  });
  return addUp(months, NONE_SINCE);
}
