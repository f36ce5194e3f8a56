import { type Measure, median, ratio } from './measure.ts';

const HEADINGS = ['measure', 'unit', 'ours', 'baseline', 'theirs', 'ratio'] as const;
const RIGHT = new Set<number>([2, 4, 5]);

/** An aligned table: medians, with the least and the most of the repetitions in brackets. */
export function measureTable(measures: readonly Measure[]): string {
  const rows = [
    HEADINGS,
    ...measures.map((measure) => [
      measure.measure,
      measure.unit,
      withSpread(measure.ours),
      measure.baseline,
      withSpread(measure.theirs),
      figure(ratio(measure)),
    ]),
  ];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return RIGHT.has(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

/** One JSON object a line, figures as medians. */
export function measureLines(bench: string, measures: readonly Measure[]): string {
  return measures
    .map((measure) =>
      JSON.stringify({
        bench,
        measure: measure.measure,
        unit: measure.unit,
        ours: rounded(median(measure.ours)),
        baseline: measure.baseline,
        theirs: rounded(median(measure.theirs)),
        ratio: rounded(ratio(measure)),
      }),
    )
    .join('\n');
}

function withSpread(figures: readonly number[]): string {
  const spread = `(${figure(Math.min(...figures))}–${figure(Math.max(...figures))})`;
  return `${figure(median(figures))} ${spread}`;
}

function figure(value: number): string {
  return String(rounded(value));
}

/** Three digits that matter: more would claim more than was measured. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}
