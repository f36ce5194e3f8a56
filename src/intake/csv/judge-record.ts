/** A record longer than this many bytes is taken for one whose quote is never closed. */
export const LONGEST_RECORD = 1024 * 1024;

export const NEVER_CLOSED = 'A quote is opened here and never closed.';
export const TOO_LONG = 'The row is over 1 MiB long.';
const BROKEN_QUOTE = 'A quote is not closed, or a closed one is followed by more text.';
const NOT_UTF8 =
  'It has characters that are not UTF-8: save the file as "CSV UTF-8", or convert it (iconv -f WINDOWS-1252 -t UTF-8).';

/** The cells of a record, or why it is refused and whether it may hold other rows, swallowed by an unclosed quote. */
export type Verdict =
  | { cells: string[]; fault?: undefined }
  | { fault: string; holdsRows: 'certainly' | 'perhaps' | 'no' };

/** Judges the cells that csv-parse made of a record of so many line breaks within. */
export function judgeRecord(parsed: string[], record: Buffer, breaks: number, width: number): Verdict {
  const [surely, perhaps] = breaks > 0 ? (['certainly', 'perhaps'] as const) : (['no', 'no'] as const);
  const cells = unquotedCells(parsed, record);
  if (!cells) return { fault: BROKEN_QUOTE, holdsRows: surely };
  if (record.length > LONGEST_RECORD) {
    return { fault: breaks > 0 ? NEVER_CLOSED : TOO_LONG, holdsRows: surely };
  }
  if (cells.length !== width) {
    const fields = `${cells.length} ${cells.length === 1 ? 'field' : 'fields'}`;
    return { fault: `It has ${fields} where the header has ${width}.`, holdsRows: perhaps };
  }
  if (cells.some((cell) => cell.includes('\uFFFD'))) return { fault: NOT_UTF8, holdsRows: 'no' };
  return { cells };
}
