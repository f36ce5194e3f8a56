import { say } from '../words/say.ts';
import type { ReportAnswer } from './report.ts';
import { periodName } from './sentences/period-name.ts';
import { reasonName } from './sentences/reasons-sentences.ts';
import { duration, money, number, percent } from './sentences/words.ts';
import type { Trend } from './trend.ts';

type ChartUnit = 'count' | 'percent' | 'hours' | 'money';

/** What of an answer is worth drawing. Every figure in it stands in the answer's sentences, rows or trend too. */
export interface ReportChart {
  title: string;
  kind: 'bar' | 'line';
  unit: ChartUnit;
  categories: string[];
  series: { name: string; values: number[] }[];
  /** Rows that are not drawn: they have no data, or there are too many. */
  leftOut: number;
}

const MOST_BARS = 12;

/** Undefined where there is nothing to compare. */
export function reportChart(answer: ReportAnswer): ReportChart | undefined {
  const chart = answer.trend ? trendChart(answer.trend, answer.report === 'summary') : rowsChart(answer);
  if (!chart || chart.categories.length < 2) return undefined;
  return chart.series.some(({ values }) => values.some((value) => value !== 0)) ? chart : undefined;
}

/** A figure of a chart as the sentences and rows say it. */
export function chartFigure(value: number, unit: ChartUnit, currency: string | null = null): string {
  switch (unit) {
    case 'count':
      return number(value);
    case 'percent':
      return percent(value / 100);
    case 'hours':
      return duration(value);
    case 'money':
      return money(String(value), currency);
  }
}

function trendChart({ unit, points }: Trend, withWaste: boolean): ReportChart {
  const all = [
    { name: say('MQLs'), values: points.map(({ mqls }) => mqls) },
    { name: say('SQLs'), values: points.map(({ sqls }) => sqls) },
    { name: say('Waste'), values: points.map(({ waste }) => waste) },
  ];
  return {
    title: withWaste
      ? say(
          '{unit, select, month {MQLs, SQLs and waste by month} quarter {MQLs, SQLs and waste by quarter} other {MQLs, SQLs and waste by year}}',
          { unit },
        )
      : say(
          '{unit, select, month {MQLs and SQLs by month} quarter {MQLs and SQLs by quarter} other {MQLs and SQLs by year}}',
          { unit },
        ),
    kind: 'line',
    unit: 'count',
    categories: points.map(periodName),
    series: withWaste ? all : all.slice(0, 2),
    leftOut: 0,
  };
}

function rowsChart(answer: ReportAnswer): ReportChart | undefined {
  const by = answer.by ?? 'nothing';
  const named = (rows: readonly { key: string | null }[] | undefined) =>
    withNames(rows, answer.repNames ?? {});
  const late = () => say('Decided late');
  const never = () => say('Undecided');
  switch (answer.report) {
    case 'pass-rate': {
      const title = say(
        '{by, select, source {Pass rate by source (cohort, %)} campaign {Pass rate by campaign (cohort, %)} rep {Pass rate by rep (cohort, %)} reason {Pass rate by reason (cohort, %)} other {Pass rate (cohort, %)}}',
        { by },
      );
      return bars(title, 'percent', named(answer.rows), answer.rows, [
        { name: say('Pass rate'), value: (row) => row.cohort.passRate },
      ]);
    }
    case 'velocity': {
      const title = say(
        '{by, select, source {Median time to decide by source (hours)} campaign {Median time to decide by campaign (hours)} rep {Median time to decide by rep (hours)} reason {Median time to decide by reason (hours)} other {Median time to decide (hours)}}',
        { by },
      );
      return bars(title, 'hours', named(answer.rows), answer.rows, [
        { name: say('Hours'), value: (row) => row.decisionHours.median },
      ]);
    }
    case 'cost': {
      const title = say(
        '{by, select, source {Cost per SQL by source ({currency})} campaign {Cost per SQL by campaign ({currency})} other {Cost per SQL ({currency})}}',
        { by, currency: answer.currency ?? say('no currency') },
      );
      return bars(title, 'money', named(answer.rows), answer.rows, [
        { name: say('Cost per SQL'), value: (row) => amount(row.simple.costPerSql) },
      ]);
    }
    case 'waste': {
      const title = say(
        '{by, select, source {Waste by source} campaign {Waste by campaign} rep {Waste by rep} reason {Waste by reason} other {Waste}}',
        { by },
      );
      return bars(title, 'count', named(answer.rows), answer.rows, [
        { name: late(), value: (row) => row.late },
        { name: never(), value: (row) => row.never },
      ]);
    }
    case 'goal': {
      const title = say(
        '{by, select, source {MQLs by source} campaign {MQLs by campaign} rep {MQLs by rep} reason {MQLs by reason} other {MQLs}}',
        { by },
      );
      return bars(title, 'count', named(answer.rows), answer.rows, [
        { name: say('MQLs'), value: (row) => row.actual },
      ]);
    }
    case 'reps': {
      const names = answer.rows.map(({ name, key }) => name ?? key);
      return bars(say('Waste by rep'), 'count', names, answer.rows, [
        { name: late(), value: (row) => row.late },
        { name: never(), value: (row) => row.never },
      ]);
    }
    case 'sources':
      return bars(say('MQLs and SQLs by source'), 'count', named(answer.rows), answer.rows, [
        { name: say('MQLs'), value: (row) => row.cohort.mqls },
        { name: say('SQLs'), value: (row) => row.flow.sqls },
      ]);
    case 'reasons':
      return bars(say('Why MQLs were turned down'), 'count', answer.rows.map(reasonName), answer.rows, [
        { name: say('MQLs'), value: (row) => row.count },
      ]);
    default:
      return undefined;
  }
}

/** One bar, or group of bars, for each row that has data for all of them. */
function bars<Row>(
  title: string,
  unit: ChartUnit,
  names: readonly (string | null)[],
  rows: readonly Row[] | undefined,
  figures: readonly { name: string; value: (row: Row) => number | null }[],
): ReportChart | undefined {
  if (!rows) return undefined;
  const drawable = rows
    .map((row, index) => ({
      name: names[index] ?? say('(none)'),
      values: figures.map(({ value }) => value(row)),
    }))
    .filter((row): row is { name: string; values: number[] } => row.values.every((value) => value !== null))
    .slice(0, MOST_BARS);
  return {
    title,
    kind: 'bar',
    unit,
    categories: drawable.map(({ name }) => name),
    series: figures.map(({ name }, index) => ({
      name,
      values: drawable.map(({ values }) => rounded(unit, values[index] ?? 0)),
    })),
    leftOut: rows.length - drawable.length,
  };
}

function withNames(
  rows: readonly { key: string | null }[] | undefined,
  repNames: Readonly<Record<string, string>>,
): (string | null)[] {
  return (rows ?? []).map(({ key }) => (key === null ? null : (repNames[key] ?? key)));
}

/** Rates are drawn as percentages, to the digit that the rows show. */
function rounded(unit: ChartUnit, value: number): number {
  if (unit === 'percent') return Number((value * 100).toFixed(1));
  return unit === 'hours' ? Math.round(value * 10) / 10 : value;
}

function amount(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}
