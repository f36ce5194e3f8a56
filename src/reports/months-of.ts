import { InvalidInputError } from '../errors.ts';
import { addMonths, type LocalDate } from '../lib/local-date.ts';
import { say } from '../words/say.ts';
import type { Period } from './period.ts';
import { periodName } from './sentences/period-name.ts';

/** The first days of the months that make up a period. @throws {InvalidInputError} where it does not end with one. */
export function monthsOf({ fromOn, toOn, label }: Period): LocalDate[] {
  if (!fromOn.endsWith('-01') || !toOn.endsWith('-01')) {
    throw new InvalidInputError(
      say('{period} is not made of whole months. Name a month such as 2026-01, or a quarter or a year.', {
        period: periodName({ label }),
      }),
    );
  }
  const months: LocalDate[] = [];
  for (let month = fromOn; month < toOn; month = addMonths(month, 1)) months.push(month);
  return months;
}
