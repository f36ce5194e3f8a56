import type { ReportAnswer } from './report.ts';
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
    { name: 'MQLs', values: points.map(({ mqls }) => mqls) },
    { name: 'SQLs', values: points.map(({ sqls }) => sqls) },
    { name: 'Waste', values: points.map(({ waste }) => waste) },
  ];
  return {
    title: `MQLs${withWaste ? ', SQLs and waste' : ' and SQLs'} by ${unit}`,
    kind: 'line',
    unit: 'count',
    categories: points.map(({ label }) => label),
    series: withWaste ? all : all.slice(0, 2),
    leftOut: 0,
  };
}

function rowsChart(answer: ReportAnswer): ReportChart | undefined {
  const by = answer.by ? ` by ${answer.by}` : '';
  const named = (rows: readonly { key: string | null }[] | undefined) =>
    withNames(rows, answer.repNames ?? {});
  switch (answer.report) {
    case 'pass-rate':
      return bars(`Pass rate${by} (cohort, %)`, 'percent', named(answer.rows), answer.rows, {
        'Pass rate': (row) => row.cohort.passRate,
      });
    case 'velocity':
      return bars(`Median time to decide${by} (hours)`, 'hours', named(answer.rows), answer.rows, {
        Hours: (row) => row.decisionHours.median,
      });
    case 'cost':
      return bars(
        `Cost per SQL${by} (${answer.currency ?? 'no currency'})`,
        'money',
        named(answer.rows),
        answer.rows,
        {
          'Cost per SQL': (row) => amount(row.simple.costPerSql),
        },
      );
    case 'waste':
      return bars(`Waste${by}`, 'count', named(answer.rows), answer.rows, {
        'Decided late': (row) => row.late,
        Undecided: (row) => row.never,
      });
    case 'goal':
      return bars(`MQLs${by}`, 'count', named(answer.rows), answer.rows, { MQLs: (row) => row.actual });
    case 'reps':
      return bars(
        'Waste by rep',
        'count',
        answer.rows.map(({ name, key }) => name ?? key),
        answer.rows,
        {
          'Decided late': (row) => row.late,
          Undecided: (row) => row.never,
        },
      );
    case 'sources':
      return bars('MQLs and SQLs by source', 'count', named(answer.rows), answer.rows, {
        MQLs: (row) => row.cohort.mqls,
        SQLs: (row) => row.flow.sqls,
      });
    case 'reasons':
      return bars(
        'Why MQLs were turned down',
        'count',
        answer.rows.map((row) => row.label ?? row.key),
        answer.rows,
        {
          MQLs: (row) => row.count,
        },
      );
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
  figures: Record<string, (row: Row) => number | null>,
): ReportChart | undefined {
  if (!rows) return undefined;
  const drawable = rows
    .map((row, index) => ({
      name: names[index] ?? '(none)',
      values: Object.values(figures).map((figure) => figure(row)),
    }))
    .filter((row): row is { name: string; values: number[] } => row.values.every((value) => value !== null))
    .slice(0, MOST_BARS);
  return {
    title,
    kind: 'bar',
    unit,
    categories: drawable.map(({ name }) => name),
    series: Object.keys(figures).map((name, index) => ({
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
