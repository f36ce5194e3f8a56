import { say } from '../words/say.ts';

interface ReportColumn {
  title: string;
  isNumeric: boolean;
}

/** The rows of an answer as texts, for a reader of a terminal or of Slack. */
export interface ReportTable {
  columns: ReportColumn[];
  rows: string[][];
}

export interface Column<Row> {
  title: string;
  text: (row: Row) => string;
  isText?: true;
}

/** A first column with what the row is about, and a numeric one for each figure. */
export function keyedTable<Row extends { key: string | null }>(
  rows: readonly Row[] | undefined,
  columns: readonly Column<Row>[],
): ReportTable | undefined {
  if (!rows || rows.length === 0) return undefined;
  return {
    columns: [
      { title: '', isNumeric: false },
      ...columns.map(({ title, isText }) => ({ title, isNumeric: !isText })),
    ],
    rows: rows.map((row) => [row.key ?? say('(none)'), ...columns.map(({ text }) => text(row))]),
  };
}
