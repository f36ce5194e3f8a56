import { InvalidInputError } from '../../errors.ts';
import { columnIndex, detectDelimiter } from './csv-header.ts';
import { endOfLine, readRecord } from './csv-record.ts';
import { openTextFile } from './text-chunks.ts';

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

interface Position {
  text: string;
  at: number;
  line: number;
  isWhole: boolean;
}

/**
 * Opens a CSV file with a header line; its rows are read as they are asked for, once, and never held.
 * @throws {InvalidInputError} when it cannot be read as a whole.
 */
export async function readCsv(path: string, options: CsvOptions = {}): Promise<CsvFile> {
  const file = await openTextFile(path);
  const chunks = file.chunks[Symbol.asyncIterator]();
  const position: Position = { text: '', at: 0, line: 1, isWhole: false };
  const more = async () => {
    const next = await chunks.next();
    position.text = position.text.slice(position.at) + (next.done ? '' : next.value);
    position.at = 0;
    position.isWhole = next.done === true;
  };
  try {
    const { header, delimiter } = await readHeader(path, position, more, options);
    for (const column of options.columns ?? []) columnIndex(header, column);
    return {
      header,
      delimiter,
      rows: readRows(position, more, header.length, delimiter, () => chunks.return?.()),
      progress: () => (file.totalBytes > 0 ? Math.min(1, file.bytesRead() / file.totalBytes) : 0),
    };
  } catch (error) {
    await chunks.return?.();
    throw error;
  }
}

async function readHeader(
  path: string,
  position: Position,
  more: () => Promise<void>,
  options: CsvOptions,
): Promise<{ header: string[]; delimiter: string }> {
  let declared: string | undefined;
  for (;;) {
    const end = endOfLine(position.text, position.at, position.isWhole);
    if (end === undefined) {
      await more();
      continue;
    }
    if (position.isWhole && position.at >= position.text.length) {
      throw new InvalidInputError(`${path} is empty: it has no header line.`);
    }
    const firstLine = position.text.slice(position.at, end).trim();
    const excelHint = /^"?sep=(.)"?$/i.exec(firstLine);
    if (firstLine === '' || excelHint) {
      declared = excelHint?.[1] ?? declared;
      position.at = end;
      position.line += 1;
      continue;
    }
    const delimiter =
      options.delimiter ??
      declared ??
      detectDelimiter(position.text.slice(position.at), options.columns ?? []);
    const record = readRecord(position.text, position.at, delimiter, position.isWhole);
    if (record === undefined) {
      await more();
      continue;
    }
    if ('fault' in record) throw new InvalidInputError(`The header of ${path} is broken. ${record.fault}`);
    const header = record.cells.map((cell) => cell.trim());
    if (header.some((cell) => cell.includes('\uFFFD'))) {
      throw new InvalidInputError(`${path} is not text in UTF-8: save it as "CSV UTF-8", or convert it.`);
    }
    position.at = record.end;
    position.line += record.breaks;
    return { header, delimiter };
  }
}

async function* readRows(
  position: Position,
  more: () => Promise<void>,
  width: number,
  delimiter: string,
  close: () => unknown,
): AsyncGenerator<CsvRow, void, undefined> {
  try {
    for (;;) {
      if (position.at >= position.text.length && position.isWhole) return;
      const record = readRecord(position.text, position.at, delimiter, position.isWhole);
      if (record === undefined) {
        await more();
        continue;
      }
      const { line } = position;
      const start = position.at;
      position.at = record.end;
      position.line += record.breaks;
      if ('fault' in record) {
        yield { line, fault: record.fault };
      } else if (record.cells.length === width) {
        const fault = record.cells.some((cell) => cell.includes('\uFFFD'));
        if (fault) yield { line, fault: NOT_UTF8 };
        else if (record.cells.some((cell) => cell.trim() !== '')) yield { line, cells: record.cells };
      } else if (record.cells.some((cell) => cell.trim() !== '')) {
        const fault = `It has ${record.cells.length} ${record.cells.length === 1 ? 'field' : 'fields'} where the header has ${width}.`;
        const second = record.breaks > 1 ? endOfLine(position.text, start, position.isWhole) : undefined;
        if (second !== undefined && isRecordOf(width, position.text, second, delimiter, position.isWhole)) {
          // A quote that was never closed met another one and swallowed rows that are well.
          position.at = second;
          position.line = line + 1;
        }
        yield { line, fault };
      }
    }
  } finally {
    await close();
  }
}

const NOT_UTF8 =
  'It has characters that are not UTF-8: save the file as "CSV UTF-8", or convert it (iconv -f WINDOWS-1252 -t UTF-8).';

function isRecordOf(
  width: number,
  text: string,
  start: number,
  delimiter: string,
  isWhole: boolean,
): boolean {
  const record = readRecord(text, start, delimiter, isWhole);
  return record !== undefined && 'cells' in record && record.cells.length === width;
}
