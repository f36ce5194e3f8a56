import { InvalidInputError } from '../errors.ts';
import { instantOf, zoneOffsetMs } from './time-zone.ts';

/** A day of the calendar without a zone, `YYYY-MM-DD`. */
export type LocalDate = string;

const dayMs = 86_400_000;

/** Whether `text` is a day that exists, written `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** The day a calendar on a wall in `timeZone` shows at `instant`. */
export function localDateOf(instant: Date, timeZone: string): LocalDate {
  const epochMs = instant.getTime();
  return new Date(epochMs + zoneOffsetMs(timeZone, epochMs)).toISOString().slice(0, 10);
}

/** The first instant of a day; where midnight is skipped by a clock change, the instant of that change. */
export function startOfLocalDay(date: LocalDate, timeZone: string): Date {
  return instantAt(date, '00:00', timeZone);
}

/** The instant of `time` (`HH:mm`, `24:00` being the next midnight) on `date`; gaps and repeats as in `instantOf`. */
export function instantAt(date: LocalDate, time: string, timeZone: string): Date {
  if (time === '24:00') return startOfLocalDay(addDays(date, 1), timeZone);
  if (!/^\d{2}:\d{2}$/.test(time))
    throw new InvalidInputError(`"${time}" is not a time. Write it as HH:mm, such as 09:30.`);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const [year, month, day] = partsOf(date);
  return instantOf({ year, month, day, hour, minute }, timeZone);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return localDateOfDayNumber(dayNumberOf(date) + days);
}

/** Adds calendar months; a day that the new month lacks becomes its last day (31 January + 1 = 28 February). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = partsOf(date);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

/** Whole days from one date to another, negative when `to` is the earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** Monday 1 to Sunday 7. */
export function isoWeekday(date: LocalDate): number {
  return isoWeekdayOfDayNumber(dayNumberOf(date));
}

/** Days since 1970-01-01: a date as a number, for arithmetic in bulk. Throws InvalidInputError for 30 February. */
export function dayNumberOf(date: LocalDate): number {
  if (!isLocalDate(date)) throw new InvalidInputError(`"${date}" is not a date. Write it as YYYY-MM-DD.`);
  return Date.parse(date) / dayMs;
}

export function isoWeekdayOfDayNumber(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

function localDateOfDayNumber(dayNumber: number): LocalDate {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}

function partsOf(date: LocalDate): [year: number, month: number, day: number] {
  const midnight = new Date(dayNumberOf(date) * dayMs);
  return [midnight.getUTCFullYear(), midnight.getUTCMonth() + 1, midnight.getUTCDate()];
}
