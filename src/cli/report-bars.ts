import { chartFigure, type ReportChart } from '../reports/report-chart.ts';

const LONGEST_BAR = 24;
const LONGEST_NAME = 28;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const FULL = '█';

/** A chart in characters: a bar and its figure for each point, in aligned columns. */
export function chartText(chart: ReportChart, currency: string | null): string {
  const { title, unit, categories, series } = chart;
  const most = Math.max(...series.flatMap(({ values }) => values));
  const lines = categories.flatMap((category, index) =>
    series.map(({ name, values }, nth) => ({
      category: nth === 0 ? shortened(category) : '',
      name: series.length > 1 ? name : '',
      value: values[index] ?? 0,
    })),
  );
  const widest = (of: (line: (typeof lines)[number]) => string) =>
    Math.max(...lines.map((line) => [...of(line)].length));
  const [categoryWidth, nameWidth] = [widest(({ category }) => category), widest(({ name }) => name)];
  return [
    title,
    ...lines.map(({ category, name, value }) => {
      const label = `${padded(category, categoryWidth)}  ${nameWidth > 0 ? `${padded(name, nameWidth)}  ` : ''}`;
      return `${label}${padded(bar(value, most), LONGEST_BAR)}  ${chartFigure(value, unit, currency)}`;
    }),
  ].join('\n');
}

/** To an eighth of a character; whatever is more than nothing shows. */
function bar(value: number, most: number): string {
  if (value <= 0 || most <= 0) return '';
  const eighths = Math.max(1, Math.round((value / most) * LONGEST_BAR * 8));
  return FULL.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length));
}

/** Names come from outside: on one line, and not longer than the bars. */
function shortened(name: string): string {
  const characters = [...name.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')];
  return characters.length > LONGEST_NAME
    ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…`
    : characters.join('');
}
