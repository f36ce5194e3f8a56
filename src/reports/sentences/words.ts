import { localDateOf } from '../../lib/local-date.ts';
import { zoneOffsetMs } from '../../lib/time-zone.ts';
import { formatDay } from '../period-label.ts';

export const SMALL_SAMPLE = 30;
const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

const NO_DATA = 'no data';

export function number(value: number): string {
  return grouped.format(value);
}

/** `1 MQL`, `1,200 MQLs`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** `14.0 %`; a rate without a denominator is "no data". */
export function percent(rate: number | null): string {
  return rate === null ? NO_DATA : `${(rate * 100).toFixed(1)} %`;
}

/** Calendar time in the unit that a person would use: `45 minutes`, `3.2 hours`, `4.5 days`. */
export function duration(hours: number | null): string {
  if (hours === null) return NO_DATA;
  if (hours < 1) return counted(Math.round(hours * 60), 'minute');
  return hours < 48 ? counted(rounded(hours), 'hour') : days(hours / 24);
}

/** Working time stays in hours: a working day has no length of its own. */
export function workingHours(hours: number | null): string {
  if (hours === null) return NO_DATA;
  return hours < 1
    ? counted(Math.round(hours * 60), 'working minute')
    : counted(rounded(hours), 'working hour');
}

export function days(count: number | null): string {
  return count === null ? NO_DATA : counted(rounded(count), 'day');
}

/** An exact decimal in the currency of the workspace; digits are kept however large the amount. */
export function money(amount: string | null, currency: string | null): string {
  if (amount === null) return NO_DATA;
  const options = currency ? ({ style: 'currency', currency } as const) : { minimumFractionDigits: 2 };
  return new Intl.NumberFormat('en', options).format(amount as Intl.StringNumericLiteral);
}

/** Says of a figure that it rests on little. */
export function sampleNote(size: number): string[] {
  return size > 0 && size < SMALL_SAMPLE ? [`Small sample: ${number(size)}.`] : [];
}

/** `31 Mar 2026 14:05` on a wall in `timeZone`. */
export function formatInstant(iso: string, timeZone: string): string {
  const instant = new Date(iso);
  const local = new Date(instant.getTime() + zoneOffsetMs(timeZone, instant.getTime()));
  return `${formatDay(localDateOf(instant, timeZone))} ${local.toISOString().slice(11, 16)}`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
