import { keyedTable, type ReportTable } from './keyed-table.ts';
import { isByKey, type ReasonsAnswer } from './reasons.ts';
import { reasonText } from './sentences/reasons-sentences.ts';
import { number, percent } from './sentences/words.ts';

/** A row for each reason, or for each source, campaign or rep with its most frequent reasons. */
export function reasonsTable({ rows }: ReasonsAnswer): ReportTable | undefined {
  if (isByKey(rows)) {
    return keyedTable(rows, [
      { title: 'turned down', text: (row) => number(row.count) },
      { title: 'MQLs', text: (row) => number(row.mqls) },
      { title: 'share', text: (row) => percent(row.turnedDownShare) },
      { title: 'mostly', text: (row) => row.reasons.map(reasonText).join(', '), isText: true },
    ]);
  }
  return keyedTable(
    rows.map((row) => ({ ...row, key: row.label ?? row.key })),
    [
      { title: 'MQLs', text: (row) => number(row.count) },
      { title: 'share', text: (row) => percent(row.share) },
    ],
  );
}
