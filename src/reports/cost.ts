import { addDays, daysBetween, type LocalDate, startOfLocalDay } from '../lib/local-date.ts';
import { perUnit, toCents, toCentsTogether } from '../lib/money.ts';
import { channelKey } from '../spend/channel-key.ts';
import { sqlCounts } from './accepted.ts';
import { answerOf, compareKeys, type Groups, type Row } from './breakdown.ts';
import { cohortCounts } from './cohort.ts';
import { customerCounts } from './customers.ts';
import { type Lag, lag } from './lag.ts';
import type { ReportHeader } from './report-header.ts';
import type { ReportScope } from './report-scope.ts';
import { NO_SPEND, type Spend, type SpendByKey, spendBetween } from './spend-between.ts';

interface SpendDays {
  covered: number;
  of: number;
}

/** Half-open, in the days of the period's zone. */
interface DayWindow {
  fromOn: LocalDate;
  toOn: LocalDate;
}

export interface CostFigures {
  simple: {
    spend: string;
    sqls: number;
    costPerSql: string | null;
    mqls: number;
    costPerMql: string | null;
    /** Leads that entered `won`; null where no stage `won` was ever recorded. */
    customers: number | null;
    costPerCustomer: string | null;
    spendDays: SpendDays;
    /** The days of the period that have begun. */
    window: DayWindow;
  };
  /** The same SQLs with the spend of the window shifted back by the lag; null where no lag could be measured. */
  advanced: Lag & {
    window: ({ from: string; to: string } & DayWindow) | null;
    spend: string | null;
    sqls: number;
    costPerSql: string | null;
    spendDays: SpendDays | null;
  };
}

export type Cost = CostFigures & {
  /** Spend of the period that names no channel (no campaign, where rows are campaigns): with the rows, all of it. */
  unallocated: string;
  /** The same of the advanced cost's window; null where there is none. */
  unallocatedAdvanced: string | null;
  currency: string | null;
  rows?: Row<CostFigures>[];
};

export type CostAnswer = ReportHeader<'cost'> & Cost;

interface Window extends DayWindow {
  spend: SpendByKey;
  /** To the cent, by key (null: it names none), so that they add up to the total. */
  shown: Map<string | null, string>;
}

interface Counts {
  sqls: number;
  mqls: number;
  customers: number | null;
}

/** Money spent for each SQL and MQL of the period as far as it has run. Amounts are rounded to the cent, once. */
export async function cost(scope: ReportScope): Promise<Cost> {
  const mqls = foldCase(await cohortCounts(scope, scope.endsAt), (counts) => counts.mqls);
  const sqls = foldCase(await sqlCounts(scope, scope.endsAt), (counted) => counted.count);
  const won = await customerCounts(scope, scope.endsAt);
  const customers = foldCase(won, (counted) => counted.count);
  const measured = await lag(scope);
  const { fromOn } = scope.period;
  const simple = await windowOf(scope, fromOn, scope.endsOn);
  const { lagDays } = measured;
  const shifted =
    lagDays === null
      ? undefined
      : await windowOf(scope, addDays(fromOn, -lagDays), addDays(scope.endsOn, -lagDays));
  const names = new Map([
    ...[...namesOf(shifted), ...namesOf(simple)],
    ...[...customers.names, ...sqls.names, ...mqls.names],
  ]);
  const answer = answerOf(
    scope,
    [names],
    (key): CostFigures => ({
      simple: simpleCost(simple, key, {
        ...{ sqls: sqls.at(key), mqls: mqls.at(key) },
        customers: won.total.isRecorded ? customers.at(key) : null,
      }),
      advanced: { ...measured, ...advancedCost(scope, shifted, key, sqls.at(key)) },
    }),
    (figures) => figures.simple.mqls,
  );
  const rows = answer.rows?.map((row) => ({ ...row, key: names.get(row.key) ?? row.key }));
  return {
    simple: answer.simple,
    advanced: answer.advanced,
    unallocated: shownOf(simple, null),
    unallocatedAdvanced: shifted ? shownOf(shifted, null) : null,
    currency: scope.workspace.currency,
    ...(rows ? { rows } : {}),
  };
}

async function windowOf(scope: ReportScope, fromOn: LocalDate, toOn: LocalDate): Promise<Window> {
  const spend = await spendBetween(scope, fromOn, toOn);
  const keys = [...spend.byKey.keys()].sort((a, b) => compareKeys(a, b));
  const amounts = toCentsTogether(
    keys.map((key) => (spend.byKey.get(key) ?? NO_SPEND).amount),
    spend.total.amount,
  );
  return { fromOn, toOn, spend, shown: new Map(keys.map((key, index) => [key, amounts[index] ?? '0.00'])) };
}

function shownOf({ shown }: Window, key: string | null): string {
  return shown.get(key) ?? '0.00';
}

function simpleCost(
  window: Window,
  key: string | null | undefined,
  { sqls, mqls, customers }: Counts,
): CostFigures['simple'] {
  const { fromOn, toOn } = window;
  const { amount, coveredDays } = spendOf(window, key);
  const isKnown = coveredDays > 0;
  return {
    spend: key ? shownOf(window, key) : toCents(amount),
    sqls,
    costPerSql: isKnown ? perUnit(amount, sqls) : null,
    mqls,
    costPerMql: isKnown ? perUnit(amount, mqls) : null,
    customers,
    costPerCustomer: isKnown && customers !== null ? perUnit(amount, customers) : null,
    spendDays: { covered: coveredDays, of: daysBetween(fromOn, toOn) },
    window: { fromOn, toOn },
  };
}

function advancedCost(
  { period }: ReportScope,
  window: Window | undefined,
  key: string | null | undefined,
  sqls: number,
): Omit<CostFigures['advanced'], keyof Lag> {
  if (!window) return { window: null, spend: null, sqls, costPerSql: null, spendDays: null };
  const { fromOn, toOn } = window;
  const { spend, costPerSql, spendDays } = simpleCost(window, key, { sqls, mqls: 0, customers: null });
  const startOf = (date: LocalDate) => startOfLocalDay(date, period.timeZone).toISOString();
  return {
    window: { from: startOf(fromOn), to: startOf(toOn), fromOn, toOn },
    spend,
    sqls,
    costPerSql,
    spendDays,
  };
}

/** Spend that names no channel belongs to no row: it is never smeared, nor given to the leads without a source. */
function spendOf({ spend }: Window, key: string | null | undefined): Spend {
  if (key === undefined) return spend.total;
  return (key !== null && spend.byKey.get(key)) || NO_SPEND;
}

function namesOf(window: Window | undefined): [string, string][] {
  return [...(window?.spend.byKey ?? [])].flatMap(([key, { name }]) =>
    key === null ? [] : [[key, name ?? key]],
  );
}

/** Counts by lower-case key, since channels and sources are matched whatever their case. */
function foldCase<Figures>(groups: Groups<Figures>, countOf: (figures: Figures) => number) {
  const counts = new Map<string | null, number>();
  const names = new Map<string | null, string | null>();
  for (const [name, figures] of [...groups.byKey].sort(([a], [b]) => (String(a) > String(b) ? -1 : 1))) {
    const key = channelKey(name) || null;
    counts.set(key, (counts.get(key) ?? 0) + countOf(figures));
    names.set(key, name);
  }
  const total = countOf(groups.total);
  return {
    names,
    at: (key: string | null | undefined) => (key === undefined ? total : (counts.get(key) ?? 0)),
  };
}
