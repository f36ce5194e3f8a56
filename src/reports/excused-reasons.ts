import { sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { handoffKey } from './breakdown.ts';
import { cohort } from './cohort.ts';
import type { ReportScope } from './report-scope.ts';

/** Why breaches of the cohort were excused, the most frequent reason first. */
export function excusedReasons(scope: ReportScope): Promise<{ reason: string | null; count: number }[]> {
  const reason = sql`nullif(btrim(excused_reason), '')`;
  return queryRows(
    scope.ctx.db,
    sql`with cohort as (${cohort(scope, handoffKey(scope, 'holder'))})
        select ${reason} as reason, count(*)::int as count from cohort
        where excused group by 1 order by 2 desc, ${reason} collate "C" nulls last`,
  );
}
