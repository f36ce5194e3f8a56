import { InvalidInputError } from '../errors.ts';
import { addDays, daysBetween, isLocalDate } from '../lib/local-date.ts';

/** What one calendar takes. */
export const MOST_FREE_DAYS = 5_000;
const MOST_DAYS_OF_A_RANGE = 366;
/** What a form takes in one field. */
export const LONGEST_HOLIDAYS_TEXT = 3_000;
const EXAMPLE =
  'Write dates such as 2026-12-24 or 2026-12-24..2026-12-31, separated by commas or one a line.';

/**
 * Reads days such as `2026-12-24, 2026-12-27..2026-12-31` (both ends included) into sorted dates, each once.
 * @throws {InvalidInputError} naming the part that cannot be.
 */
export function parseHolidays(text: string): string[] {
  const parts = text
    .replace(/\s*\.\.+\s*/g, '..')
    .split(/[\s,;]+/)
    .filter(Boolean);
  const days = [...new Set(parts.flatMap(daysOf))].toSorted();
  if (days.length > MOST_FREE_DAYS || formatHolidays(days).length > LONGEST_HOLIDAYS_TEXT)
    throw new InvalidInputError('These are too many free days. Leave out those of past years.');
  return days;
}

/** The shortest reading, one day or range a line; `parseHolidays` reads it back. */
export function formatHolidays(days: readonly string[]): string {
  const runs: { first: string; last: string }[] = [];
  for (const day of days.toSorted()) {
    const run = runs.at(-1);
    if (run && addDays(run.last, 1) === day) run.last = day;
    else if (run?.last !== day) runs.push({ first: day, last: day });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first}..${last}`)).join('\n');
}

function daysOf(part: string): string[] {
  const [first = '', last = first, ...more] = part.split('..');
  if (!isLocalDate(first) || !isLocalDate(last) || more.length > 0)
    throw new InvalidInputError(`“${part.slice(0, 40)}” is not a date. ${EXAMPLE}`);
  const length = daysBetween(first, last) + 1;
  if (length < 1) throw new InvalidInputError(`“${part}” ends before it begins. ${EXAMPLE}`);
  if (length > MOST_DAYS_OF_A_RANGE)
    throw new InvalidInputError(`“${part}” is longer than a year. ${EXAMPLE}`);
  return Array.from({ length }, (_, index) => addDays(first, index));
}
