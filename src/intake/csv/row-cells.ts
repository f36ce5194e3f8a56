import { InvalidInputError } from '../../errors.ts';
import { cellFault, cleanCell, idFault } from './clean-cell.ts';
import { columnIndex } from './csv-header.ts';

/** Reads one column out of a row; undefined when the cell is blank. */
export type CellReader = (cells: readonly string[]) => string | undefined;

/**
 * Finds a column once and reads its cells free of what spreadsheets do to them.
 * @throws {InvalidInputError} for a missing column; the reader throws for a cell that a spreadsheet has spoilt.
 */
export function cellReader(
  header: readonly string[],
  column: string,
  use: 'text' | 'id' = 'text',
): CellReader {
  const at = columnIndex(header, column);
  return (cells) => {
    const text = cleanCell(cells[at] ?? '');
    if (text === '') return undefined;
    const fault = cellFault(text) ?? (use === 'id' ? idFault(text) : undefined);
    if (fault) throw new InvalidInputError(`Column "${column}" ${fault}.`);
    return text;
  };
}

/** A reader that turns each text into something else, and names the column when it cannot. */
export function parsedCell<Value>(
  read: CellReader,
  column: string,
  parse: (text: string) => Value,
): (cells: readonly string[]) => Value | undefined {
  return (cells) => {
    const text = read(cells);
    if (text === undefined) return undefined;
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof InvalidInputError) {
        throw new InvalidInputError(`Column "${column}": ${error.message}`, { cause: error });
      }
      throw error;
    }
  };
}

/** The value of a column that every row must fill. */
export function required<Value>(value: Value | undefined, column: string): Value {
  if (value === undefined) throw new InvalidInputError(`Column "${column}" is blank.`);
  return value;
}
