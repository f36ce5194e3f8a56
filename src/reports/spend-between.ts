import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { spend } from '../db/schema.ts';
import type { LocalDate } from '../lib/local-date.ts';
import { EXACT_SCALE, type ExactMoney, exactMoney, NO_MONEY } from '../lib/money.ts';
import { instantParameter } from './instant-sql.ts';
import type { ReportScope } from './report-scope.ts';

export interface Spend {
  amount: ExactMoney;
  /** Days for which at least one entry is known. */
  coveredDays: number;
}

export interface SpendByKey {
  total: Spend;
  /** By the lower-case channel, or campaign where rows are campaigns; null is spend that names none. */
  byKey: Map<string | null, Spend & { name: string | null }>;
}

export const NO_SPEND: Spend = { amount: NO_MONEY, coveredDays: 0 };

/** What was spent on the days from `fromOn` up to, but without, `toOn`: each entry spread evenly over its days. */
export async function spendBetween(
  scope: ReportScope,
  fromOn: LocalDate,
  toOn: LocalDate,
): Promise<SpendByKey> {
  const rows = await queryRows<{
    key: string | null;
    name: string | null;
    isTotal: boolean;
    amount: string | null;
    coveredDays: number;
  }>(scope.ctx.db, statement(scope, fromOn, toOn));
  const spendOf = (row: { amount: string | null; coveredDays: number } | undefined): Spend =>
    row ? { amount: exactMoney(row.amount ?? '0'), coveredDays: row.coveredDays } : NO_SPEND;
  return {
    total: spendOf(rows.find((row) => row.isTotal)),
    byKey: new Map(
      rows.filter((row) => !row.isTotal).map((row) => [row.key, { ...spendOf(row), name: row.name }]),
    ),
  };
}

/** Entries of one length are summed before they are divided by it, so that whole entries stay exact. */
function statement(scope: ReportScope, fromOn: LocalDate, toOn: LocalDate): SQL {
  const name = scope.by === 'campaign' ? sql`campaign` : sql`channel`;
  const scale = sql.raw(String(EXACT_SCALE));
  const from = sql`${fromOn}::date`;
  const to = sql`${toOn}::date`;
  const { recordedBefore } = scope.cut;
  const known = recordedBefore ? sql`and recorded_at < ${instantParameter(recordedBefore)}` : sql``;
  return sql`
    with entries as (
      select nullif(btrim(${name}), '') as name, amount, to_on - from_on + 1 as days,
        greatest(from_on, ${from}) as first_on, least(to_on + 1, ${to}) as end_on
      from ${spend}
      where workspace_id = ${scope.ctx.workspaceId} and from_on < ${to} and to_on >= ${from} and ${from} < ${to}
        ${known}
    ), by_length as (
      select lower(name) as key, min(name collate "C") as name, days,
        sum(amount * (end_on - first_on)) as amount_days, range_agg(daterange(first_on, end_on)) as covered
      from entries group by lower(name), days
    ), by_key as (
      select key, grouping(key) = 1 as is_total, min(name) as name,
        sum(round(amount_days, ${scale}) / days) as amount, range_agg(covered) as covered
      from by_length group by grouping sets ((), (key))
    )
    select key, name, is_total as "isTotal", round(amount, ${scale})::text as amount,
      (select coalesce(sum(upper(days) - lower(days)), 0)::int from unnest(covered) as days) as "coveredDays"
    from by_key`;
}
