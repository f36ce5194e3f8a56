import { say } from '../words/say.ts';
import { keyedTable, type ReportTable } from './keyed-table.ts';
import { isByKey, type ReasonsAnswer } from './reasons.ts';
import { reasonName, reasonText } from './sentences/reasons-sentences.ts';
import { listed, number, percent } from './sentences/words.ts';

/** A row for each reason, or for each source, campaign or rep with its most frequent reasons. */
export function reasonsTable({ rows }: ReasonsAnswer): ReportTable | undefined {
  if (isByKey(rows)) {
    return keyedTable(rows, [
      { title: say('turned down'), text: (row) => number(row.count) },
      { title: say('MQLs'), text: (row) => number(row.mqls) },
      { title: say('share'), text: (row) => percent(row.turnedDownShare) },
      { title: say('mostly'), text: (row) => listed(row.reasons.map(reasonText)), isText: true },
    ]);
  }
  return keyedTable(
    rows.map((row) => ({ ...row, key: reasonName(row) })),
    [
      { title: say('MQLs'), text: (row) => number(row.count) },
      { title: say('share'), text: (row) => percent(row.share) },
    ],
  );
}
