import { InvalidInputError } from '../errors.ts';
import { say } from '../words/say.ts';
import type { WorkingCalendar } from './working-calendar.ts';
import { addWorkingTime } from './working-time.ts';

const MOST_YEARS = 10;
const MOST_MS = MOST_YEARS * 366 * 86_400_000;

/**
 * Refuses a promise of so many minutes of working time that would end more than ten years after `start`. That is half of
 * what can be reckoned, so that a later start or a holder's own free days do not make the reckoning fail.
 * @throws {InvalidInputError} that names the policy, where one is given.
 */
export function requireReach(minutes: number, start: Date, calendar: WorkingCalendar, policy?: string): void {
  if (isWithinReach(minutes, start, calendar)) return;
  const hours = Number((minutes / 60).toFixed(2));
  const fault = say(
    'With these working hours {count, plural, one {{hours} hour} other {{hours} hours}} would take more than {years} years: give less time, or more working hours and fewer free days.',
    { count: hours, hours: String(hours), years: MOST_YEARS },
  );
  throw new InvalidInputError(
    policy === undefined ? fault : say('Policy “{policy}”: {fault}', { policy, fault }),
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
