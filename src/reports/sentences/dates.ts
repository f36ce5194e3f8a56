import { addDays, type LocalDate, localDateOf } from '../../lib/local-date.ts';
import { zoneOffsetMs } from '../../lib/time-zone.ts';
import { dateFormat, formatDate } from '../../words/formats.ts';
import { ENGLISH } from '../../words/languages.ts';
import { currentVoice } from '../../words/voice.ts';
import { dayLabel, daysLabel, monthLabel } from '../period-label.ts';

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** `31 Mar 2026`. */
export function formatDay(date: LocalDate): string {
  return isEnglish() ? dayLabel(date) : formatDate(date, DAY);
}

/** `Mar 2026`, of any day in it. */
export function formatMonth(date: LocalDate): string {
  return isEnglish() ? monthLabel(date) : formatDate(date, { month: 'short', year: 'numeric' });
}

/** The days from `fromOn` up to, but without, `toOn`: `1 – 31 Mar 2026`. */
export function formatDays(fromOn: LocalDate, toOn: LocalDate): string {
  if (isEnglish()) return daysLabel(fromOn, toOn);
  const at = (date: LocalDate) => new Date(`${date}T00:00:00Z`);
  return dateFormat({ ...DAY, timeZone: 'UTC' }).formatRange(at(fromOn), at(addDays(toOn, -1)));
}

/** `31 Mar 2026 14:05` on a wall in `timeZone`. */
export function formatInstant(iso: string, timeZone: string): string {
  const instant = new Date(iso);
  if (isEnglish()) return `${dayLabel(localDateOf(instant, timeZone))} ${timeOfDay(instant, timeZone)}`;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return dateFormat({ ...DAY, ...time, timeZone }).format(instant);
}

/** `14:05`. */
export function timeOfDay(instant: Date, timeZone: string): string {
  const local = new Date(instant.getTime() + zoneOffsetMs(timeZone, instant.getTime()));
  return local.toISOString().slice(11, 16);
}

function isEnglish(): boolean {
  return currentVoice().language === ENGLISH;
}
