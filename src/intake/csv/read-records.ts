import { CsvError, type CsvErrorCode, Parser } from 'csv-parse';
import { InvalidInputError } from '../../errors.ts';
import { csvDialect, firstRecord } from './csv-dialect.ts';
import type { UnreadText } from './unread-text.ts';

/** What a record says, or why it cannot be read. `line` is the physical line where it begins; the first of the file is 1. */
export type CsvRecord =
  | { line: number; cells: string[]; fault?: undefined }
  | { line: number; cells?: undefined; fault: string };

/** A record longer than this many bytes is taken for one whose quote is never closed. */
const LONGEST_RECORD = 1024 * 1024;

const NEVER_CLOSED = 'A quote is opened here and never closed.';
const BROKEN_QUOTE = 'A quote is not closed, or a closed one is followed by more text.';
const TOO_LONG = 'The row is over 1 MiB long.';
const NOT_UTF8 =
  'It has characters that are not UTF-8: save the file as "CSV UTF-8", or convert it (iconv -f WINDOWS-1252 -t UTF-8).';

const PARSER_FAULTS: { [Code in CsvErrorCode]?: string } = {
  CSV_QUOTE_NOT_CLOSED: NEVER_CLOSED,
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: BROKEN_QUOTE,
};

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
  const judge = recordJudge(text, delimiter, found);
  try {
    while (!text.isOver) {
      const parser = recordParser(delimiter, judge);
      let unparsed = text.bytes;
      let fault: string | undefined;
      for (;;) {
        fault = await faultOf((done) => parser.write(unparsed, done));
        if (text.isWhole) fault ??= await faultOf((done) => parser.end(done));
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

type RecordJudge = (cells: string[], length: number) => void;

/** Throws InvalidInputError for a record that goes on too far: the text is to be read anew from its second line. */
function recordJudge(text: UnreadText, delimiter: string, found: CsvRecord[]): RecordJudge {
  let width: number | undefined;
  return (cells, length) => {
    const { line } = text;
    const breaks = countBreaks(cells);
    if (cells.some((cell) => cell.trim() !== '')) {
      width ??= cells.length;
      const quoteFault = faultOfQuotes(cells, text.bytes.subarray(0, length), breaks);
      const fault = quoteFault ?? faultOfCells(cells, width);
      if (fault !== undefined && breaks > 0) {
        const isOtherWidth = cells.length !== width;
        if (quoteFault ?? (isOtherWidth && hasSwallowedRow(text, width, delimiter))) {
          throw new InvalidInputError(fault);
        }
      }
      found.push(fault === undefined ? { line, cells } : { line, fault });
    }
    text.pass(length, breaks + 1);
  };
}

function countBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) breaks += cell.split(/\r\n|\n|\r/).length - 1;
  }
  return breaks;
}

function faultOfQuotes(cells: readonly string[], record: Buffer, breaks: number): string | undefined {
  if (record.length > LONGEST_RECORD) return breaks > 0 ? NEVER_CLOSED : TOO_LONG;
  // Where more text follows a closing quote, csv-parse puts the opening one into the cell.
  const isBroken = (cell: string) =>
    cell.startsWith('"') && !record.includes(`"${cell.replaceAll('"', '""')}"`);
  return cells.some(isBroken) ? BROKEN_QUOTE : undefined;
}

function faultOfCells(cells: readonly string[], width: number): string | undefined {
  if (cells.length !== width) {
    return `It has ${cells.length} ${cells.length === 1 ? 'field' : 'fields'} where the header has ${width}.`;
  }
  return cells.some((cell) => cell.includes('\uFFFD')) ? NOT_UTF8 : undefined;
}

/** Whether a quote that was never closed met another one, with a row that is well between them. */
function hasSwallowedRow(text: UnreadText, width: number, delimiter: string): boolean {
  return firstRecord(text.bytes.subarray(text.lineLength()), delimiter)?.length === width;
}

function recordParser(delimiter: string, judge: RecordJudge): Parser {
  let parsed = 0;
  const parser = new Parser({
    ...csvDialect(delimiter),
    on_record: (cells: string[], { bytes }) => {
      judge(cells, bytes - parsed);
      parsed = bytes;
      return null;
    },
  });
  // What fails is told to the callbacks of write and end as well.
  return parser.on('error', () => {});
}

async function faultOf(work: (done: (error?: Error | null) => void) => unknown): Promise<string | undefined> {
  const error = await new Promise<Error | null | undefined>((resolve) => work(resolve));
  if (!error) return undefined;
  if (error instanceof InvalidInputError) return error.message;
  const fault = error instanceof CsvError ? PARSER_FAULTS[error.code] : undefined;
  if (fault === undefined) throw error;
  return fault;
}
