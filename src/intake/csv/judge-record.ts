/** A record longer than this many bytes is taken for one whose quote is never closed. */
export const LONGEST_RECORD = 1024 * 1024;

export const NEVER_CLOSED = 'A quote is opened here and never closed.';
export const TOO_LONG = 'The row is over 1 MiB long.';
const BROKEN_QUOTE = 'A quote is not closed, or a closed one is followed by more text.';
const NOT_UTF8 =
  'It has characters that are not UTF-8: save the file as "CSV UTF-8", or convert it (iconv -f WINDOWS-1252 -t UTF-8).';

/** The cells of a record, or why it is refused. Where a quote is to blame, the record may not end where it seems to. */
export type Verdict =
  | { cells: string[]; fault?: undefined }
  | { cells?: undefined; fault: string; isQuoteBroken?: true };

/** Judges the cells that csv-parse made of a record; a blank one is undefined. */
export function judgeRecord(
  parsed: string[],
  { record, isMultiline, width }: { record: Buffer; isMultiline: boolean; width: number },
): Verdict | undefined {
  const cells = unquotedCells(parsed, record);
  if (!cells) return { fault: BROKEN_QUOTE, isQuoteBroken: true };
  if (cells.every((cell) => cell.trim() === '')) return undefined;
  if (record.length > LONGEST_RECORD) {
    return isMultiline ? { fault: NEVER_CLOSED, isQuoteBroken: true } : { fault: TOO_LONG };
  }
  if (cells.length !== width) {
    const fields = `${cells.length} ${cells.length === 1 ? 'field' : 'fields'}`;
    return { fault: `It has ${fields} where the header has ${width}.` };
  }
  return cells.some((cell) => cell.includes('\uFFFD')) ? { fault: NOT_UTF8 } : { cells };
}

/** A field whose closing quote more text follows is left as it is by csv-parse: right only if that text is blank. */
function unquotedCells(parsed: string[], record: Buffer): string[] | undefined {
  if (!parsed.some((cell) => cell.startsWith('"'))) return parsed;
  const cells = parsed.map((cell) => unquotedCell(cell, record)).filter((cell) => cell !== undefined);
  return cells.length === parsed.length ? cells : undefined;
}

function unquotedCell(cell: string, record: Buffer): string | undefined {
  if (!cell.startsWith('"') || record.includes(quoted(cell))) return cell;
  const value = cell.trimEnd().slice(1, -1);
  return record.includes(`${quoted(value)} `) ? value : undefined;
}

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
