import { InvalidInputError } from '../../errors.ts';
import type { ReminderTime } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { type DurationClock, formatDuration, parseDuration } from './duration.ts';

const EXAMPLE = '50%, 75%, 15 min before';
const MOST_REMINDERS = 10;

/**
 * Reads `50%, 75%, 15 min before`: shares of the promised time, and times before its end. Blank text or `none` is no
 * reminder.
 * @throws {InvalidInputError} that names the part, also when it does not fall within the promise.
 */
export function parseReminders(text: string, clock: DurationClock, minutesPromised: number): ReminderTime[] {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 1 && /^(none|never|no)$/i.test(parts[0] ?? '')) return [];
  if (parts.length > MOST_REMINDERS) {
    throw new InvalidInputError(
      say('These are {count} reminders; a policy takes {most}.', {
        count: parts.length,
        most: MOST_REMINDERS,
      }),
    );
  }
  const reminders = parts.map((part) => parseReminder(part, clock, minutesPromised));
  return [...new Map(reminders.map((reminder) => [JSON.stringify(reminder), reminder])).values()];
}

/** As `parseReminders` reads them back; no reminder is blank. */
export function formatReminders(reminders: readonly ReminderTime[], clock: DurationClock): string {
  return reminders.map((reminder) => formatReminder(reminder, clock)).join(', ');
}

function formatReminder(reminder: ReminderTime, clock: DurationClock): string {
  if ('fraction' in reminder) return `${percentOf(reminder.fraction)}%`;
  return `${formatDuration(reminder.minutesBefore, clock)} before`;
}

export function percentOf(fraction: number): number {
  return Number((fraction * 100).toFixed(2));
}

function parseReminder(part: string, clock: DurationClock, minutesPromised: number): ReminderTime {
  const [, percent] = /^(\d{1,3}(?:\.\d{1,2})?)\s*(?:%|percent)$/i.exec(part) ?? [];
  if (percent !== undefined) return { fraction: fractionOf(Number(percent), part) };
  const [, duration] = /^(.+?)\s+before(?:\s+(?:the\s+)?(?:deadline|end))?$/i.exec(part) ?? [];
  if (duration === undefined) {
    throw new InvalidInputError(
      say('“{part}” does not say when to remind. Write it like {example}.', { part, example: EXAMPLE }),
    );
  }
  const minutesBefore = parseDuration(duration, clock);
  if (minutesBefore >= minutesPromised) {
    throw new InvalidInputError(
      say('“{part}” is no later than the start: the whole promise is {duration}.', {
        part,
        duration: formatDuration(minutesPromised, clock),
      }),
    );
  }
  return { minutesBefore };
}

function fractionOf(percent: number, part: string): number {
  if (percent <= 0 || percent >= 100) {
    throw new InvalidInputError(
      say('“{part}” is not between 0% and 100% of the promised time. Write it like {example}.', {
        part,
        example: EXAMPLE,
      }),
    );
  }
  return Math.round(percent * 100) / 10_000;
}
