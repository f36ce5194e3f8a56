import type { ReportTable } from '../reports/keyed-table.ts';
import type { ReportAnswer } from '../reports/report.ts';
import { reportChart } from '../reports/report-chart.ts';
import { reportTable } from '../reports/report-table.ts';
import { reportSentences } from '../reports/sentences/report-sentences.ts';
import { chartText } from './report-bars.ts';

/** An answer for a person at a terminal: the sentences, the point first, the rows in aligned columns, and bars. */
export function reportText(answer: ReportAnswer, { bars = false } = {}): string {
  const table = reportTable(answer);
  const chart = bars ? reportChart(answer) : undefined;
  const currency = 'currency' in answer ? answer.currency : null;
  return [
    reportSentences(answer).join('\n'),
    ...(table ? [alignedTable(table)] : []),
    ...(chart ? [chartText(chart, currency)] : []),
  ].join('\n\n');
}

export function alignedTable({ columns, rows }: ReportTable): string {
  const clean = rows.map((row) => row.map(withoutControls));
  const widths = columns.map(({ title }, index) =>
    clean.reduce((widest, row) => Math.max(widest, width(row[index] ?? '')), width(title)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => {
        const gap = ' '.repeat((widths[index] ?? 0) - width(cell));
        return columns[index]?.isNumeric ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...clean.map(line)].join('\n');
}

/** Characters as a reader counts them. */
function width(text: string): number {
  return [...text].length;
}

/** Names come from outside: what would move the cursor or start a new line becomes a blank. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
