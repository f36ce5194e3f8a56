import { InvalidInputError } from '../../errors.ts';
import { type WorkingCalendar, workingMsPerDay, workingMsPerWeek } from '../../team/working-calendar.ts';
import { say } from '../../words/say.ts';

/** The longest that a policy promises or waits. */
export const LONGEST_MINUTES = 60 * 24 * 60;

/** What a day and a week are in the clock that counts. */
export interface DurationClock {
  isWorkingTime: boolean;
  minutesPerDay: number;
  minutesPerWeek: number;
}

const MINUTES_PER_HOUR = 60;
const MS_PER_MINUTE = 60_000;

/** Nights and weekends count. */
export const WALL_CLOCK: DurationClock = {
  isWorkingTime: false,
  minutesPerDay: 24 * MINUTES_PER_HOUR,
  minutesPerWeek: 7 * 24 * MINUTES_PER_HOUR,
};

/** A day is the calendar's daily hours, a week its weekly ones. */
export function workingClock(calendar: WorkingCalendar): DurationClock {
  return {
    isWorkingTime: true,
    minutesPerDay: workingMsPerDay(calendar) / MS_PER_MINUTE,
    minutesPerWeek: workingMsPerWeek(calendar) / MS_PER_MINUTE,
  };
}

const PART = /\s*(\d{1,6}(?:\.\d{1,2})?)\s*(working\s+)?([a-z]+)\.?\s*(?:and\b)?/iy;
const EXAMPLES = '5 min, 2 h, 1.5 hours, 3 days, 2 weeks';

/**
 * Reads `90m`, `1 h 30 min`, `2 working days` or `2 weeks` as whole minutes of the clock, of which there is at least one.
 * @throws {InvalidInputError} that quotes the text.
 */
export function parseDuration(text: string, clock: DurationClock): number {
  const typed = text.trim();
  const parts = partsOf(typed);
  if (parts.length === 0)
    throw new InvalidInputError(
      say('“{typed}” is not a duration. Write it like {examples}.', { typed, examples: EXAMPLES }),
    );
  if (!clock.isWorkingTime && parts.some((part) => part.isWorking)) {
    throw new InvalidInputError(
      say(
        '“{typed}” speaks of working time, but the wall clock counts here. Write it without “{word}”, or choose working hours.',
        { typed, word: 'working' },
      ),
    );
  }
  const minutes = Math.round(
    parts.reduce((sum, { amount, unit }) => sum + amount * minutesPer(unit, clock), 0),
  );
  if (minutes < 1) {
    throw new InvalidInputError(
      say('“{typed}” is shorter than a minute. Write it like {examples}.', { typed, examples: EXAMPLES }),
    );
  }
  return minutes;
}

/** So many minutes in the largest units that they are whole numbers of. */
type Duration =
  | { unit: 'day' | 'week' | 'working day' | 'working week'; count: number }
  | { unit: 'time'; hours: number; minutes: number };

export function durationOf(minutes: number, clock: DurationClock): Duration {
  const { isWorkingTime, minutesPerDay, minutesPerWeek } = clock;
  const inDays = minutes % minutesPerDay === 0;
  const inWeeks = minutes % minutesPerWeek === 0;
  if (isWorkingTime && inDays) return { unit: 'working day', count: minutes / minutesPerDay };
  if (inWeeks) return { unit: isWorkingTime ? 'working week' : 'week', count: minutes / minutesPerWeek };
  if (inDays && minutes > minutesPerDay) return { unit: 'day', count: minutes / minutesPerDay };
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const rest = minutes % MINUTES_PER_HOUR;
  return rest > 0 && hours < 2 ? { unit: 'time', hours: 0, minutes } : { unit: 'time', hours, minutes: rest };
}

/** As `parseDuration` reads it back, in the shortest words. */
export function formatDuration(minutes: number, clock: DurationClock): string {
  const duration = durationOf(minutes, clock);
  if (duration.unit !== 'time') return counted(duration.count, duration.unit);
  if (duration.hours === 0) return `${minutes} min`;
  return duration.minutes === 0 ? `${duration.hours} h` : `${duration.hours} h ${duration.minutes} min`;
}

type Unit = 'minute' | 'hour' | 'day' | 'week';

interface Part {
  amount: number;
  isWorking: boolean;
  unit: Unit;
}

/** Empty when any part of the text cannot be read. */
function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  const pattern = new RegExp(PART);
  while (pattern.lastIndex < text.length) {
    const [, amount, working, word = ''] = pattern.exec(text) ?? [];
    const unit = unitOf(word.toLowerCase());
    if (amount === undefined || unit === undefined) return [];
    parts.push({ amount: Number(amount), isWorking: working !== undefined, unit });
  }
  return parts;
}

function unitOf(word: string): Unit | undefined {
  if (/^(m|mins?|minutes?)$/.test(word)) return 'minute';
  if (/^(h|hrs?|hours?)$/.test(word)) return 'hour';
  if (/^(d|days?)$/.test(word)) return 'day';
  return /^(w|wks?|weeks?)$/.test(word) ? 'week' : undefined;
}

function minutesPer(unit: Unit, clock: DurationClock): number {
  switch (unit) {
    case 'minute':
      return 1;
    case 'hour':
      return MINUTES_PER_HOUR;
    case 'day':
      return clock.minutesPerDay;
    case 'week':
      return clock.minutesPerWeek;
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
