import { CsvError, type Options, parse } from 'csv-parse/sync';

/** How csv-parse is to read: any line ending, rows of any width, a quote within an unquoted field taken as it is. */
export function csvDialect(delimiter: string): Options {
  return {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
  };
}

/** The record at the beginning of a text, or undefined when there is none that is complete. */
export function firstRecord(text: Buffer, delimiter: string): string[] | undefined {
  try {
    return parse(text, { ...csvDialect(delimiter), to: 1 })[0];
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
