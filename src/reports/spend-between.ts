import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/client.ts';
import { spend } from '../db/schema.ts';
import { daysBetween, type LocalDate } from '../lib/local-date.ts';
import { EXACT_SCALE, type ExactMoney, exactMoney, NO_MONEY } from '../lib/money.ts';
import { channelKey } from '../spend/channel-key.ts';
import { spendWanted } from './filters.ts';
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

interface SpendRow {
  name: string | null;
  isTotal: boolean;
  amount: string | null;
  /** JSON: the half-open ranges of dates that entries cover, in order. */
  covered: string | null;
}

/** What was spent on the days from `fromOn` up to, but without, `toOn`: each entry spread evenly over its days. */
export async function spendBetween(
  scope: ReportScope,
  fromOn: LocalDate,
  toOn: LocalDate,
): Promise<SpendByKey> {
  const rows = await queryRows<SpendRow>(scope.ctx.db, statement(scope, fromOn, toOn));
  // Folded here and not in the database, whose collation may know no letters beyond ASCII.
  const byKey = Map.groupBy(
    rows.filter((row) => !row.isTotal),
    (row) => channelKey(row.name) || null,
  );
  return {
    total: spendOf(rows.filter((row) => row.isTotal)),
    byKey: new Map([...byKey].map(([key, ofKey]) => [key, { ...spendOf(ofKey), name: firstName(ofKey) }])),
  };
}

function spendOf(rows: readonly SpendRow[]): Spend {
  const ranges = rows.flatMap(({ covered }) => JSON.parse(covered ?? '[]') as [LocalDate, LocalDate][]);
  return {
    amount: rows.reduce((sum, { amount }) => sum + exactMoney(amount ?? '0'), NO_MONEY),
    coveredDays: daysCovered(ranges),
  };
}

function daysCovered(ranges: readonly [LocalDate, LocalDate][]): number {
  let reached = '';
  let covered = 0;
  for (const [from, to] of [...ranges].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const begin = from > reached ? from : reached;
    if (to <= begin) continue;
    covered += daysBetween(begin, to);
    reached = to;
  }
  return covered;
}

function firstName(rows: readonly SpendRow[]): string | null {
  const names = rows.flatMap(({ name }) => (name?.trim() ? [name.trim()] : []));
  return names.sort((a, b) => (a < b ? -1 : 1))[0] ?? null;
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
      where workspace_id = ${scope.ctx.workspaceId} and deleted_at is null
        and from_on < ${to} and to_on >= ${from} and ${from} < ${to}
        ${known} ${spendWanted(scope)}
    ), by_length as (
      select name, days, sum(amount * (end_on - first_on)) as amount_days,
        range_agg(daterange(first_on, end_on)) as covered
      from entries group by name, days
    ), by_name as (
      select name, grouping(name) = 1 as is_total, sum(round(amount_days, ${scale}) / days) as amount,
        range_agg(covered) as covered
      from by_length group by grouping sets ((), (name))
    )
    select name, is_total as "isTotal", round(amount, ${scale})::text as amount,
      (select json_agg(json_build_array(lower(days), upper(days))) from unnest(covered) as days)::text as covered
    from by_name`;
}
