import { addDays, type LocalDate } from '../lib/local-date.ts';

const monthNames = [
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
] as const;

export function formatDay(date: LocalDate): string {
  return `${Number(date.slice(8))} ${formatMonth(date)}`;
}

export function formatMonth(date: LocalDate): string {
  return `${monthNameOf(date)} ${date.slice(0, 4)}`;
}

/** The days from `fromOn` up to, but without, `toOn`, as a person writes them: with the last day and nothing said twice. */
export function formatDays(fromOn: LocalDate, toOn: LocalDate): string {
  const lastOn = addDays(toOn, -1);
  if (lastOn === fromOn) return formatDay(fromOn);
  return `${shortStart(fromOn, lastOn)} – ${formatDay(lastOn)}`;
}

function shortStart(fromOn: LocalDate, lastOn: LocalDate): string {
  const day = String(Number(fromOn.slice(8)));
  if (fromOn.slice(0, 4) !== lastOn.slice(0, 4)) return formatDay(fromOn);
  return fromOn.slice(5, 7) === lastOn.slice(5, 7) ? day : `${day} ${monthNameOf(fromOn)}`;
}

function monthNameOf(date: LocalDate): string {
  return monthNames[Number(date.slice(5, 7)) - 1] ?? '';
}
