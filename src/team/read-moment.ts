import { casual } from 'chrono-node/en';
import { addDays, isLocalDate, localDateOf } from '../lib/local-date.ts';
import { zoneOffsetMs } from '../lib/time-zone.ts';

/** A day, and a time on it where one was said, as somebody reads their wall. */
export interface Moment {
  /** `YYYY-MM-DD`. */
  date: string;
  /** `HH:mm`; absent when only a day was said. */
  time?: string;
  /** Only day and month were said: the year is the next that has this day ahead. */
  isYearGuessed: boolean;
}

/** `1/2` is January here and February there, midnight the begin of a day or its end; the past is nothing to plan with. */
const UNCLEAR = /\d\/\d|\b(last|ago|yesterday|midnight)\b/;
/** Of dates in figures alone only `2026-12-24` is clear; chrono would read `2026-13-01` and `1.2.2026` by guessing. */
const IN_FIGURES = /\d+[.-]\d+[.-]\d+/;
const ISO_DATE = /^\d{4}-(0?[1-9]|1[0-2])-\d{1,2}$/;
const FROM_NOW = /\b(today|tonight|tomorrow|in)\b/;
const PART_OF_DAY = /^casualReference\/(morning|afternoon|evening|night|tonight|noon)$/;

/**
 * Reads words such as `friday`, `tomorrow 14:00` or `24 dec` as the first such moment that is not before the day `notBefore`
 * (today, unless given). A weekday that is today is next week's. Undefined when the words are anything else.
 */
export function readMoment(
  text: string,
  { now, timeZone }: { now: Date; timeZone: string },
  notBefore = localDateOf(now, timeZone),
): Moment | undefined {
  const [inFigures] = IN_FIGURES.exec(text) ?? [];
  if (UNCLEAR.test(text) || (inFigures && !ISO_DATE.test(inFigures))) return undefined;
  const today = localDateOf(now, timeZone);
  if (text === 'now') return { date: today, time: wallTime(now, timeZone), isYearGuessed: false };
  const from = FROM_NOW.test(text) ? today : notBefore;
  // chrono reckons in the machine's zone. Noon of the same date there is the person's date, wherever the machine stands.
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  const [found, ...others] = casual.parse(text, new Date(year, month - 1, day, 12), { forwardDate: true });
  if (!found || others.length > 0 || found.end || found.text.length !== text.length) return undefined;
  const { start } = found;
  if (start.isCertain('timezoneOffset')) return undefined;
  const partOfDay = [...start.tags()].some((tag) => PART_OF_DAY.test(tag));
  const hasTime = start.isCertain('hour') || partOfDay;
  const two = (part: 'month' | 'day' | 'hour' | 'minute') => String(start.get(part) ?? 0).padStart(2, '0');
  const time = hasTime ? { time: `${two('hour')}:${two('minute')}` } : {};
  const hasDay = start.isCertain('day');
  if (!hasDay && !start.isCertain('weekday')) {
    const isTimeOnly = hasTime && !start.isCertain('month') && !start.isCertain('year');
    return isTimeOnly ? { date: from, ...time, isYearGuessed: false } : undefined;
  }
  const isYearGuessed = hasDay && !start.isCertain('year');
  const monthAndDay = `${two('month')}-${two('day')}`;
  const read = `${String(start.get('year')).padStart(4, '0')}-${monthAndDay}`;
  const weekday = read === from && !hasDay ? addDays(read, 7) : read;
  const date = isYearGuessed ? nextOn(monthAndDay, from) : weekday;
  return date !== undefined && isLocalDate(date) ? { date, ...time, isYearGuessed } : undefined;
}

function nextOn(monthAndDay: string, from: string): string | undefined {
  const year = Number(from.slice(0, 4));
  return [year, year + 1]
    .map((each) => `${each}-${monthAndDay}`)
    .find((date) => isLocalDate(date) && date >= from);
}

function wallTime(instant: Date, timeZone: string): string {
  const wall = new Date(instant.getTime() + zoneOffsetMs(timeZone, instant.getTime()));
  return wall.toISOString().slice(11, 16);
}
