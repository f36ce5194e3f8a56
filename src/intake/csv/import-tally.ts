/** What became of the rows of a file: `rows` is the sum of the four counts. */
export interface ImportResult {
  rows: number;
  recorded: number;
  duplicates: number;
  ignored: number;
  refused: number;
  /** The first hundred refusals, by the physical line where the row begins. */
  errors: RowError[];
  /** It was asked to stop before the end of the file. */
  isInterrupted: boolean;
}

interface RowError {
  line: number;
  error: string;
}

const KEPT_ERRORS = 100;

export function emptyResult(): ImportResult {
  return { rows: 0, recorded: 0, duplicates: 0, ignored: 0, refused: 0, errors: [], isInterrupted: false };
}

export function refuse(result: ImportResult, line: number, error: string): void {
  result.refused += 1;
  if (result.errors.length < KEPT_ERRORS) result.errors.push({ line, error });
}
