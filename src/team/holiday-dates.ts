import { InvalidInputError } from '../errors.ts';
import { addDays, daysBetween, isLocalDate } from '../lib/local-date.ts';
import { say } from '../words/say.ts';

/** What one calendar takes. */
export const MOST_FREE_DAYS = 5_000;
const MOST_DAYS_OF_A_RANGE = 366;
/** What a form takes in one field. */
export const LONGEST_HOLIDAYS_TEXT = 3_000;

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
    throw new InvalidInputError(say('These are too many free days. Leave out those of past years.'));
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
    throw refusal(say('“{part}” is not a date.', { part: part.slice(0, 40) }));
  const length = daysBetween(first, last) + 1;
  if (length < 1) throw refusal(say('“{part}” ends before it begins.', { part }));
  if (length > MOST_DAYS_OF_A_RANGE) throw refusal(say('“{part}” is longer than a year.', { part }));
  return Array.from({ length }, (_, index) => addDays(first, index));
}

function refusal(fault: string): InvalidInputError {
  const example = say(
    'Write dates such as 2026-12-24 or 2026-12-24..2026-12-31, separated by commas or one a line.',
  );
  return new InvalidInputError(`${fault} ${example}`);
}
