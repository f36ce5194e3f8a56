import { InvalidInputError } from '../../errors.ts';
import { columnIndex, detectDelimiter } from './csv-header.ts';
import { type CsvRecord, readRecords } from './read-records.ts';
import { openTextFile } from './text-chunks.ts';
import { UnreadText } from './unread-text.ts';

/** A data row, or why it cannot be read. */
export type CsvRow = CsvRecord;

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

/**
 * Opens a CSV file with a header line; its rows are read as they are asked for, once, and never held.
 * @throws {InvalidInputError} when it cannot be read as a whole.
 */
export async function readCsv(path: string, options: CsvOptions = {}): Promise<CsvFile> {
  const file = await openTextFile(path);
  const text = new UnreadText(file.chunks);
  const columns = options.columns ?? [];
  try {
    const declared = await passPreface(text);
    const delimiter = options.delimiter ?? declared ?? detectDelimiter(text.bytes, columns);
    const rows = readRecords(text, delimiter);
    const header = headerOf(path, await rows.next());
    for (const column of columns) columnIndex(header, column);
    return {
      header,
      delimiter,
      rows,
      progress: () => (file.totalBytes > 0 ? Math.min(1, file.bytesRead() / file.totalBytes) : 0),
    };
  } catch (error) {
    await text.close();
    throw error;
  }
}

/** Passes what stands above the header: blank lines, and the hint `sep=;` for Excel, whose delimiter is returned. */
async function passPreface(text: UnreadText): Promise<string | undefined> {
  let declared: string | undefined;
  while (!text.isOver) {
    const length = text.lineLength();
    if (length === undefined) {
      await text.more();
      continue;
    }
    const line = text.bytes.toString('utf8', 0, length).trim();
    const excelHint = /^"?sep=(.)"?$/i.exec(line);
    if (line !== '' && !excelHint) break;
    declared = excelHint?.[1] ?? declared;
    await text.passLine();
  }
  return declared;
}

function headerOf(path: string, { value: first }: IteratorResult<CsvRecord, void>): string[] {
  if (!first) throw new InvalidInputError(`${path} is empty: it has no header line.`);
  if (first.cells === undefined) {
    throw new InvalidInputError(`The header of ${path} is broken. ${first.fault}`);
  }
  if (first.cells.some((cell) => cell.includes('\uFFFD'))) {
    throw new InvalidInputError(`${path} is not text in UTF-8: save it as "CSV UTF-8", or convert it.`);
  }
  return first.cells.map((cell) => cell.trim());
}
