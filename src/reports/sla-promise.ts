import { InvalidInputError } from '../errors.ts';
import { calendarOf, type SlaPolicy } from '../sla/policy.ts';
import { clockOf } from '../sla/policy-text.ts';
import { parseDuration } from '../sla/text/duration.ts';
import { workingMsPerDay, workingMsPerWeek } from '../team/working-calendar.ts';
import { parseWorkingHours } from '../team/working-hours.ts';
import { say } from '../words/say.ts';
import type { SlaArgument } from './report-request.ts';

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;
const OTHER_PROMISE_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The stored policy with another promise. Hours that are given are read in `timeZone` and have no holidays.
 * @throws {InvalidInputError} for a promise or hours that cannot be read.
 */
export function policyWithPromise(stored: SlaPolicy, sla: SlaArgument, timeZone: string): SlaPolicy {
  if (sla.wallClock && sla.hours !== undefined) {
    throw new InvalidInputError(
      say('--wall-clock counts every hour, so it cannot be combined with --hours.'),
    );
  }
  const calendar =
    sla.hours === undefined
      ? {}
      : {
          timeZone,
          workingHours: parseWorkingHours(sla.hours),
          holidays: [],
          holidayRegion: null,
          inWorkingTime: true,
        };
  const policy = { ...stored, ...calendar, policyId: OTHER_PROMISE_ID };
  if (sla.wallClock) policy.inWorkingTime = false;
  if (sla.wallClock || sla.hours !== undefined) policy.inHoldersTime = false;
  return { ...policy, minutesToDecide: minutesOf(sla.promise, policy) };
}

/** Hours promised, in the policy's own clock. */
export function promisedHours(policy: SlaPolicy): number {
  return policy.minutesToDecide / MINUTES_PER_HOUR;
}

/** How many calendar days a promise takes on average: a working week's worth of it is seven days. */
export function promisedCalendarDays(policy: SlaPolicy): number {
  if (!policy.inWorkingTime) return policy.minutesToDecide / MINUTES_PER_DAY;
  return ((policy.minutesToDecide * MS_PER_MINUTE) / workingMsPerWeek(calendarOf(policy))) * 7;
}

/** As a manager says it: `1 working day`, `90 minutes`, `24 hours around the clock`. */
export function promiseText(policy: SlaPolicy): string {
  const minutes = policy.minutesToDecide;
  const dayMinutes = minutesPerDay(policy);
  if (policy.inWorkingTime && minutes % dayMinutes === 0)
    return counted(minutes / dayMinutes, 'working day', 'working days');
  const clock = policy.inWorkingTime ? 'working ' : '';
  const text =
    minutes % MINUTES_PER_HOUR === 0
      ? counted(minutes / MINUTES_PER_HOUR, `${clock}hour`, `${clock}hours`)
      : counted(minutes, `${clock}minute`, `${clock}minutes`);
  return policy.inWorkingTime ? text : `${text} around the clock`;
}

function minutesOf(promise: string, policy: SlaPolicy): number {
  try {
    return parseDuration(promise, clockOf(policy, policy));
  } catch (error) {
    throw new InvalidInputError(
      say('"{promise}" is not a promise. Write it as 90m, 24h or 2d.', { promise }),
      {
        cause: error,
      },
    );
  }
}

function minutesPerDay(policy: SlaPolicy): number {
  return workingMsPerDay(calendarOf(policy)) / MS_PER_MINUTE;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
