import { format } from 'date-fns/format';
import { parse } from 'date-fns/parse';
import { InvalidInputError } from '../../errors.ts';
import { UtcDate } from './utc-date.ts';

const PROBE = new UtcDate('2021-03-24T13:45:00Z');

/** Reads a text by a format: as epoch milliseconds of an instant, or of the wall clock as if it were UTC. */
export interface DateFormat {
  pattern: string;
  hasOffset: boolean;
  /** NaN when the text does not fit. */
  read: (text: string) => number;
}

/**
 * A format in the tokens of date-fns. Two-digit years lie within fifty years of `now`.
 * @throws {InvalidInputError} when it is none, or does not say year, month and day.
 */
export function dateFormat(pattern: string, now: Date): DateFormat {
  const reference = new UtcDate(Date.UTC(now.getUTCFullYear(), 0, 1));
  const read = (text: string): number => {
    const parsed = parse(text, pattern, reference).getTime();
    const year = new Date(parsed).getUTCFullYear();
    return year >= 1900 && year < 2200 ? parsed : Number.NaN;
  };
  const letters = pattern.replace(/'[^']*'/g, '');
  const example = 'for example "dd-MM-yyyy HH:mm"';
  if (/[YD]/.test(letters)) {
    throw new InvalidInputError(`--date-format "${pattern}": yyyy and dd are written small, ${example}.`);
  }
  try {
    const day = PROBE.toISOString().slice(0, 10);
    const again = new Date(read(format(PROBE, pattern)));
    if (Number.isNaN(again.getTime()) || again.toISOString().slice(0, 10) !== day) {
      throw new InvalidInputError(
        `--date-format "${pattern}" does not say year, month and day: give one that does, ${example} (MM is the month, mm the minute).`,
      );
    }
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    throw new InvalidInputError(
      `--date-format "${pattern}" is no format. Give one in the tokens of date-fns, ${example}.`,
      { cause: error },
    );
  }
  return { pattern, hasOffset: /[XxtT]/.test(letters), read };
}
