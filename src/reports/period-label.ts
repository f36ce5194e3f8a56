import { addDays, type LocalDate } from '../lib/local-date.ts';

// What periods are called in the JSON of a report: in English, whoever reads it. `periodName` says it to a person.

export const MONTHS_IN_ENGLISH: readonly string[] = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

export function dayLabel(date: LocalDate): string {
  return `${Number(date.slice(8))} ${monthLabel(date)}`;
}

export function monthLabel(date: LocalDate): string {
  return `${monthNameOf(date)} ${date.slice(0, 4)}`;
}

/** The days from `fromOn` up to, but without, `toOn`, as a person writes them: with the last day and nothing said twice. */
export function daysLabel(fromOn: LocalDate, toOn: LocalDate): string {
  const lastOn = addDays(toOn, -1);
  if (lastOn === fromOn) return dayLabel(fromOn);
  return `${shortStart(fromOn, lastOn)} – ${dayLabel(lastOn)}`;
}

function shortStart(fromOn: LocalDate, lastOn: LocalDate): string {
  const day = String(Number(fromOn.slice(8)));
  if (fromOn.slice(0, 4) !== lastOn.slice(0, 4)) return dayLabel(fromOn);
  return fromOn.slice(5, 7) === lastOn.slice(5, 7) ? day : `${day} ${monthNameOf(fromOn)}`;
}

function monthNameOf(date: LocalDate): string {
  return MONTHS_IN_ENGLISH[Number(date.slice(5, 7)) - 1] ?? '';
}
