import { InvalidInputError } from '../../errors.ts';
import type { ReminderTime } from '../../vocabulary.ts';
import { type DurationClock, formatDuration, parseDuration } from './duration.ts';

const EXAMPLE = 'Write it like 50%, 75%, 15 min before.';
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
    throw new InvalidInputError(`These are ${parts.length} reminders; a policy takes ${MOST_REMINDERS}.`);
  }
  const reminders = parts.map((part) => parseReminder(part, clock, minutesPromised));
  return [...new Map(reminders.map((reminder) => [JSON.stringify(reminder), reminder])).values()];
}

/** As `parseReminders` reads them back; no reminder is blank. */
export function formatReminders(reminders: readonly ReminderTime[], clock: DurationClock): string {
  return reminders.map((reminder) => formatReminder(reminder, clock)).join(', ');
}

export function formatReminder(reminder: ReminderTime, clock: DurationClock): string {
  if ('fraction' in reminder) return `${Number((reminder.fraction * 100).toFixed(2))}%`;
  return `${formatDuration(reminder.minutesBefore, clock)} before`;
}

function parseReminder(part: string, clock: DurationClock, minutesPromised: number): ReminderTime {
  const [, percent] = /^(\d{1,3}(?:\.\d{1,2})?)\s*(?:%|percent)$/i.exec(part) ?? [];
  if (percent !== undefined) return { fraction: fractionOf(Number(percent), part) };
  const [, duration] = /^(.+?)\s+before(?:\s+(?:the\s+)?(?:deadline|end))?$/i.exec(part) ?? [];
  if (duration === undefined) {
    throw new InvalidInputError(`“${part}” does not say when to remind. ${EXAMPLE}`);
  }
  const minutesBefore = parseDuration(duration, clock);
  if (minutesBefore >= minutesPromised) {
    throw new InvalidInputError(
      `“${part}” is no later than the start: the whole promise is ${formatDuration(minutesPromised, clock)}.`,
    );
  }
  return { minutesBefore };
}

function fractionOf(percent: number, part: string): number {
  if (percent <= 0 || percent >= 100) {
    throw new InvalidInputError(`“${part}” is not between 0% and 100% of the promised time. ${EXAMPLE}`);
  }
  return Math.round(percent * 100) / 10_000;
}
