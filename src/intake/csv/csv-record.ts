/** A record longer than this many characters is taken for one whose quote is never closed. */
const LONGEST_RECORD = 1024 * 1024;

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;

/** One record of a text, or why it cannot be read. `end` is where the next one begins, `breaks` the line breaks passed. */
export type CsvRecord =
  | { cells: string[]; end: number; breaks: number }
  | { fault: string; end: number; breaks: number };

/**
 * Reads the record that begins at `start`, or says `undefined` when the text ends too early and more of it is to come.
 * A quote within an unquoted field is literal. After a quoting fault reading goes on with the next line, so that one
 * broken row costs one row; no CSV library offers that together with lenient stray quotes.
 */
export function readRecord(
  text: string,
  start: number,
  delimiter: string,
  isWhole: boolean,
): CsvRecord | undefined {
  const delimiterCode = delimiter.charCodeAt(0);
  const cells: string[] = [];
  let breaks = 0;
  let at = start;
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      const quoted = readQuoted(text, at, delimiterCode);
      if (typeof quoted === 'string') return broken(text, start, isWhole, quoted);
      if (quoted === undefined) {
        if (text.length - start > LONGEST_RECORD || isWhole) {
          return broken(text, start, isWhole, 'A quote is opened here and never closed.');
        }
        return undefined;
      }
      cells.push(quoted.value);
      breaks += quoted.breaks;
      at = quoted.end;
    } else {
      const from = at;
      while (at < text.length) {
        const code = text.charCodeAt(at);
        if (code === delimiterCode || code === LF || code === CR) break;
        at += 1;
      }
      cells.push(text.slice(from, at));
    }
    if (at >= text.length) return isWhole ? { cells, end: at, breaks } : tooLong(text, start);
    if (text.charCodeAt(at) === delimiterCode) {
      at += 1;
      if (at >= text.length && !isWhole) return undefined;
      continue;
    }
    if (text.charCodeAt(at) === CR && at + 1 >= text.length && !isWhole) return undefined;
    return { cells, end: afterBreak(text, at), breaks: breaks + 1 };
  }
}

function readQuoted(
  text: string,
  open: number,
  delimiterCode: number,
): { value: string; end: number; breaks: number } | string | undefined {
  let close = text.indexOf('"', open + 1);
  let hasEscapes = false;
  while (close !== -1 && text.charCodeAt(close + 1) === QUOTE) {
    hasEscapes = true;
    close = text.indexOf('"', close + 2);
  }
  if (close === -1) return undefined;
  let end = close + 1;
  while (end < text.length && text.charCodeAt(end) === 0x20 && delimiterCode !== 0x20) end += 1;
  const next = text.charCodeAt(end);
  if (end < text.length && next !== delimiterCode && next !== LF && next !== CR) {
    return 'A quote is not closed, or a closed one is followed by more text.';
  }
  const raw = text.slice(open + 1, close);
  return { value: hasEscapes ? raw.replaceAll('""', '"') : raw, end, breaks: countBreaks(raw) };
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count += 1;
  }
  return count;
}

function broken(text: string, start: number, isWhole: boolean, fault: string): CsvRecord | undefined {
  const end = endOfLine(text, start, isWhole);
  if (end !== undefined) return { fault, end, breaks: 1 };
  return text.length - start > LONGEST_RECORD ? { fault, end: text.length, breaks: 0 } : undefined;
}

function tooLong(text: string, start: number): CsvRecord | undefined {
  return text.length - start > LONGEST_RECORD
    ? broken(text, start, false, 'The row is over 1 MiB long.')
    : undefined;
}

/** Where the line after the one at `start` begins; `undefined` when the text may go on before that. */
export function endOfLine(text: string, start: number, isWhole: boolean): number | undefined {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LF) return at + 1;
    if (code === CR) return at + 1 < text.length || isWhole ? afterBreak(text, at) : undefined;
  }
  return isWhole ? text.length : undefined;
}

function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
}
