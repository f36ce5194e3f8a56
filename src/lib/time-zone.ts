import { tzOffset } from '@date-fns/tz';
import { InvalidInputError, invariant } from '../errors.ts';

/** A reading of a wall clock: `month` and `day` count from 1, what is left out is 0. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour?: number;
  minute?: number;
  second?: number;
  ms?: number;
}

const dayMs = 86_400_000;
// No zone has changed its clocks twice within four days since 1970, so equal ends mean no change between them.
const stepMs = 4 * dayMs;
const maxStepsPerZone = 10_000;
const offsetsByZone = new Map<string, Map<number, number>>();

/** Whether `zone` is an IANA name such as `Europe/Paris`. Bare offsets (`+02:00`) are refused: Postgres reads their sign the other way round. */
export function isTimeZone(zone: string): boolean {
  return /^[A-Za-z]/.test(zone) && !Number.isNaN(tzOffset(zone, new Date(0)));
}

/** Local time minus UTC in milliseconds at an instant given as epoch milliseconds. Throws InvalidInputError for an unknown zone. */
export function zoneOffsetMs(timeZone: string, epochMs: number): number {
  let offsets = offsetsByZone.get(timeZone);
  if (offsets === undefined) {
    if (!isTimeZone(timeZone)) {
      throw new InvalidInputError(`Unknown time zone "${timeZone}". Use an IANA name such as Europe/Paris.`);
    }
    offsets = new Map();
    offsetsByZone.set(timeZone, offsets);
  }
  const step = Math.floor(epochMs / stepMs);
  let offset = offsets.get(step);
  if (offset === undefined) {
    const first = exactOffsetMs(timeZone, step * stepMs);
    const last = exactOffsetMs(timeZone, (step + 1) * stepMs);
    offset = first === last ? first : Number.NaN;
    if (offsets.size >= maxStepsPerZone) offsets.clear();
    offsets.set(step, offset);
  }
  return Number.isNaN(offset) ? exactOffsetMs(timeZone, epochMs) : offset;
}

/**
 * The instant at which a wall clock in `timeZone` shows `local`. A time skipped by a clock change moves forward by
 * the length of the gap, one that occurs twice is the first. Throws InvalidInputError for 30 February or 25:00.
 */
export function instantOf(local: LocalTime, timeZone: string): Date {
  const wallMs = wallMsOf(local);
  const before = zoneOffsetMs(timeZone, wallMs - dayMs);
  const after = zoneOffsetMs(timeZone, wallMs + dayMs);
  // TZDate is no help here: of two occurrences it picks the first in New York and the second in Paris.
  for (const offset of [before, after]) {
    if (zoneOffsetMs(timeZone, wallMs - offset) === offset) return new Date(wallMs - offset);
  }
  return new Date(wallMs - before);
}

function wallMsOf({ year, month, day, hour = 0, minute = 0, second = 0, ms = 0 }: LocalTime): number {
  const wall = new Date(0);
  wall.setUTCFullYear(year, month - 1, day);
  wall.setUTCHours(hour, minute, second, ms);
  const exists =
    wall.getUTCFullYear() === year &&
    wall.getUTCMonth() === month - 1 &&
    wall.getUTCDate() === day &&
    wall.getUTCHours() === hour &&
    wall.getUTCMinutes() === minute &&
    wall.getUTCSeconds() === second &&
    wall.getUTCMilliseconds() === ms;
  if (!exists) {
    const text = `${year}-${twoDigits(month)}-${twoDigits(day)} ${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}`;
    throw new InvalidInputError(`There is no ${text} in the calendar.`);
  }
  return wall.getTime();
}

function exactOffsetMs(timeZone: string, epochMs: number): number {
  const minutes = tzOffset(timeZone, new Date(epochMs));
  invariant(!Number.isNaN(minutes), `${epochMs} is no instant`);
  return Math.round(minutes * 60_000);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
