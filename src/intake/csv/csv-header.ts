import { distance } from 'fastest-levenshtein';
import { InvalidInputError } from '../../errors.ts';
import { firstRecord } from './csv-dialect.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The delimiter under which a text's first record shows most of the wanted columns, then most columns at all. */
export function detectDelimiter(text: Buffer, wanted: readonly string[]): string {
  let best = { delimiter: ',', hits: -1, columns: 0 };
  for (const delimiter of DELIMITERS) {
    const header = firstRecord(text, delimiter)?.map((cell) => cell.trim()) ?? [];
    const hits = wanted.filter((column) => positionsOf(header, column).length > 0).length;
    if (hits > best.hits || (hits === best.hits && header.length > best.columns)) {
      best = { delimiter, hits, columns: header.length };
    }
  }
  return best.delimiter;
}

export function delimiterName(delimiter: string): string {
  return { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }[delimiter] ?? `"${delimiter}"`;
}

/**
 * Where a column stands: its name as it is, else in any case.
 * @throws {InvalidInputError} naming the columns there are when it is missing, or when several are called that.
 */
export function columnIndex(header: readonly string[], column: string): number {
  const [first, ...others] = positionsOf(header, column);
  if (first === undefined) {
    const nearest = nearestOf(column, header);
    const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    throw new InvalidInputError(
      `There is no column "${column.trim()}".${hint} The columns are: ${header.map((name) => `"${name}"`).join(', ')}.`,
    );
  }
  if (others.length > 0) {
    throw new InvalidInputError(
      `${others.length + 1} columns are called "${column.trim()}" (numbers ${[first, ...others].map((at) => at + 1).join(', ')}): rename all but one of them in the file.`,
    );
  }
  return first;
}

/** The candidate that was probably meant, or undefined when none is close. */
export function nearestOf(wanted: string, candidates: readonly string[]): string | undefined {
  const target = wanted.trim().toLowerCase();
  const ranked = candidates
    .filter((candidate) => candidate !== '')
    .map((candidate) => ({ candidate, away: distance(target, candidate.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const [best] = ranked;
  return best && best.away <= Math.max(2, Math.floor(target.length / 2)) ? best.candidate : undefined;
}

function positionsOf(header: readonly string[], column: string): number[] {
  const name = column.trim();
  const matching = (matches: (cell: string) => boolean) =>
    header.flatMap((cell, at) => (matches(cell) ? [at] : []));
  const exact = matching((cell) => cell === name);
  return exact.length > 0 ? exact : matching((cell) => cell.toLowerCase() === name.toLowerCase());
}
