import { InvalidInputError } from '../../errors.ts';
import { type DecimalMark, hasSeparator, markName, possibleMarks } from './parse-amount.ts';

export interface ColumnMark {
  mark: DecimalMark;
  /** Some amounts are written the other way, so those that could be either are not to be trusted. */
  isMixed: boolean;
}

interface Cell {
  line: number;
  text: string;
}

/**
 * How a column of amounts writes its decimals, decided by all of its cells together.
 * @throws {InvalidInputError} when the cells do not say, or contradict each other one for one.
 */
export function decimalMarkOf(cells: Iterable<Cell>): ColumnMark {
  const counts = { '.': 0, ',': 0 };
  const first: { '.'?: Cell; ','?: Cell; either?: Cell } = {};
  for (const cell of cells) {
    const [mark, other] = possibleMarks(cell.text);
    if (!mark) continue;
    if (other === undefined) {
      counts[mark] += 1;
      first[mark] ??= cell;
    } else if (hasSeparator(cell.text)) first.either ??= cell;
  }
  const { '.': point, ',': comma, either } = first;
  if (point && comma && counts['.'] === counts[',']) {
    throw new InvalidInputError(
      `The amounts contradict each other: line ${point.line} ("${point.text}") has a decimal point, line ${comma.line} ("${comma.text}") a decimal comma. Correct the file, or say which with --decimal "." or --decimal ",".`,
    );
  }
  if (!point && !comma && either) {
    throw new InvalidInputError(
      `The amounts can be read in two ways: "${either.text}" in line ${either.line} is ${readings(either.text)}, and no other line tells which. Say it with --decimal "." or --decimal ",".`,
    );
  }
  return { mark: counts[','] > counts['.'] ? ',' : '.', isMixed: Boolean(point && comma) };
}

/** Why an amount of a mixed column is refused, or undefined when it can only be read in one way. */
export function mixedColumnFault(text: string, { mark, isMixed }: ColumnMark): string | undefined {
  if (!isMixed || possibleMarks(text).length < 2 || !hasSeparator(text)) return undefined;
  return `"${text}" can be read in two ways, and the column mixes decimal point and comma: write it without a ${markName(mark === '.' ? ',' : '.')}.`;
}

function readings(text: string): string {
  const grouped = text.replace(/[.,]/g, '');
  return `${grouped} or ${text.replace(',', '.')}`;
}
