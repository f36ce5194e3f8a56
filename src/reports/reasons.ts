import { sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { deciderKey, isByRep } from './breakdown.ts';
import { cohort } from './cohort.ts';
import { ratio } from './ratio.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';

export interface Reasons {
  /** Handoffs opened in the period that were rejected or recycled. */
  turnedDown: number;
  /** Most frequent first; `key` is null where no reason was given, `label` what a rep picks from. */
  rows: { key: string | null; label: string | null; count: number; share: number | null }[];
}

export type ReasonsAnswer = ReportHeader<'reasons'> & Reasons;

/** Why the MQLs handed over in the period were turned down. */
export async function reasons(scope: ReportScope): Promise<Reasons> {
  const mine = scope.repId === undefined ? sql`true` : sql`key = ${scope.repId}`;
  const counts = await queryRows<{ key: string | null; count: number }>(
    scope.ctx.db,
    sql`with cohort as (${cohort(scope, isByRep(scope) ? deciderKey : sql`null::text`)})
        select nullif(btrim(reason), '') as key, count(*)::int as count from cohort
        where state in ('rejected', 'recycled') and ${mine}
        group by 1 order by count(*) desc, nullif(btrim(reason), '') collate "C" nulls last`,
  );
  const labels = new Map(scope.workspace.rejectionReasons.map((reason) => [reason.key, reason.label]));
  const turnedDown = counts.reduce((sum, { count }) => sum + count, 0);
  return {
    turnedDown,
    rows: counts.map(({ key, count }) => ({
      key,
      label: (key !== null && labels.get(key)) || null,
      count,
      share: ratio(count, turnedDown),
    })),
  };
}
