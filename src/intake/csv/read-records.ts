import { CsvError, Parser } from 'csv-parse';
import { csvDialect, firstRecord } from './csv-dialect.ts';
import { judgeRecord, LONGEST_RECORD, NEVER_CLOSED, TOO_LONG } from './judge-record.ts';
import type { UnreadText } from './unread-text.ts';

/** What a record says, or why it is refused. `line` is the physical line where it begins; the first of the file is 1. */
export type CsvRecord =
  | { line: number; cells: string[]; fault?: undefined }
  | { line: number; cells?: undefined; fault: string };

/**
 * Reads the records of a text and closes it. Blank ones are passed over; the first says how many cells all are to have.
 * Where a quote is broken, reading goes on with the next line, so that one broken row costs one row; csv-parse alone
 * would go on behind all the rows that an unclosed quote swallowed, or not at all.
 */
export async function* readRecords(
  text: UnreadText,
  delimiter: string,
): AsyncGenerator<CsvRecord, void, undefined> {
  const found: CsvRecord[] = [];
  const take = recordTaker(text, delimiter, found);
  try {
    while (!text.isOver) {
      const parse = recordParser(delimiter, take);
      let unparsed = text.bytes;
      let fault: string | undefined;
      for (;;) {
        fault = await parse(unparsed, text.isWhole);
        for (const record of found.splice(0)) yield record;
        if (text.bytes.length > LONGEST_RECORD) {
          fault ??= text.lineLength() === undefined ? TOO_LONG : NEVER_CLOSED;
        }
        if (fault !== undefined || text.isWhole) break;
        unparsed = await text.more();
      }
      if (fault === undefined) continue;
      yield { line: text.line, fault };
      await text.passLine();
    }
  } finally {
    await text.close();
  }
}

/** Takes the record at hand, of so many bytes, or returns the fault for which only its first line is to be passed. */
type RecordTaker = (parsed: string[], length: number) => string | undefined;

function recordTaker(text: UnreadText, delimiter: string, found: CsvRecord[]): RecordTaker {
  let widthOfFirst: number | undefined;
  return (parsed, length) => {
    const { line } = text;
    const breaks = countBreaks(parsed);
    const width = widthOfFirst ?? parsed.length;
    const isMultiline = breaks > 0;
    const record = text.bytes.subarray(0, length);
    const verdict = judgeRecord(parsed, { record, isMultiline, width });
    if (verdict?.fault !== undefined) {
      const isSwallowing = () =>
        parsed.length !== width &&
        firstRecord(record.subarray(text.lineLength()), delimiter)?.length === width;
      if (isMultiline && (verdict.isQuoteBroken || isSwallowing())) return verdict.fault;
      found.push({ line, fault: verdict.fault });
    } else if (verdict) {
      widthOfFirst = width;
      found.push({ line, cells: verdict.cells });
    }
    text.pass(length, breaks + 1);
    return undefined;
  };
}

function countBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) breaks += cell.split(/\r\n|\n|\r/).length - 1;
  }
  return breaks;
}

/** Thrown to make csv-parse stop. One for all: a stack of its own for every broken row would cost more than parsing. */
const STOPPED = new Error('The record is to be read anew.');

/** Parses piece by piece until the taker returns a fault or the last quote is found to be open. */
function recordParser(
  delimiter: string,
  take: RecordTaker,
): (bytes: Buffer, isLast: boolean) => Promise<string | undefined> {
  let done = 0;
  let fault: string | undefined;
  const parser = new Parser({
    ...csvDialect(delimiter),
    on_record: (cells: string[], { bytes }) => {
      fault = take(cells, bytes - done);
      if (fault !== undefined) throw STOPPED;
      done = bytes;
      return null;
    },
  });
  // The callback of each write is told of its error too, and in time.
  parser.on('error', () => {});
  return async (bytes, isLast) => {
    const error = await new Promise((resolve) => {
      const settle = (failure?: Error | null) => resolve(failure);
      if (isLast) parser.end(bytes, settle);
      else parser.write(bytes, settle);
    });
    if (!error || error === STOPPED) return fault;
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') return NEVER_CLOSED;
    throw error;
  };
}
