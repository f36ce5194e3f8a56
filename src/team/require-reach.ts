import { InvalidInputError } from '../errors.ts';
import type { WorkingCalendar } from './working-calendar.ts';
import { addWorkingTime } from './working-time.ts';

const MOST_YEARS = 10;
const MOST_MS = MOST_YEARS * 366 * 86_400_000;

/**
 * Refuses a promise of so many minutes of working time that would end more than ten years after `start`. That is half of
 * what can be reckoned, so that a later start or a holder's own free days do not make the reckoning fail.
 * @throws {InvalidInputError} that begins with `whose`.
 */
export function requireReach(minutes: number, start: Date, calendar: WorkingCalendar, whose = ''): void {
  if (isWithinReach(minutes, start, calendar)) return;
  const hours = `${Number((minutes / 60).toFixed(2))} hours`;
  throw new InvalidInputError(
    `${whose}With these working hours ${hours} would take more than ${MOST_YEARS} years: give less time, or more working hours and fewer free days.`,
  );
}

function isWithinReach(minutes: number, start: Date, calendar: WorkingCalendar): boolean {
  try {
    const end = addWorkingTime(start, minutes * 60_000, calendar);
    return end.getTime() - start.getTime() <= MOST_MS;
  } catch (error) {
    if (error instanceof InvalidInputError) return false;
    throw error;
  }
}
