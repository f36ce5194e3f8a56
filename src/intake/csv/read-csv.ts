import { InvalidInputError } from '../../errors.ts';
import { columnIndex, detectDelimiter } from './csv-header.ts';
import { type CsvRecord, readRecords } from './read-records.ts';
import { openTextFile } from './text-chunks.ts';
import { UnreadText } from './unread-text.ts';

/** A data row, or why it cannot be read. `line` is the physical line where it begins; the first of the file is 1. */
export type CsvRow =
  | { line: number; cells: string[]; fault?: undefined }
  | { line: number; cells?: undefined; fault: string };

export interface CsvFile {
  header: string[];
  delimiter: string;
  rows: AsyncIterable<CsvRow>;
  /** How much has been read, from 0 to 1; 0 for a pipe. */
  progress: () => number;
}

export interface CsvOptions {
  /** Absent: the one of comma, semicolon, tab and bar that suits the header. */
  delimiter?: string | undefined;
  /** Columns that must be there; they help to tell the delimiter. */
  columns?: readonly string[];
}
