import { formatMoney, formatNumber, formatPercent } from '../../words/formats.ts';
import { say } from '../../words/say.ts';

export const SMALL_SAMPLE = 30;

export function number(value: number): string {
  return formatNumber(value);
}

/** `14.0 %`; a rate without a denominator is "no data". */
export function percent(rate: number | null): string {
  return rate === null ? noData() : formatPercent(rate);
}

/** Calendar time in the unit that a person would use: `45 minutes`, `3.2 hours`, `4.5 days`. */
export function duration(hours: number | null): string {
  if (hours === null) return noData();
  if (hours < 1) {
    const count = Math.round(hours * 60);
    return say('{count, plural, one {# minute} other {# minutes}}', { count });
  }
  if (hours >= 48) return days(hours / 24);
  return say('{count, plural, one {# hour} other {# hours}}', { count: rounded(hours) });
}

/** Working time stays in hours: a working day has no length of its own. */
export function workingHours(hours: number | null): string {
  if (hours === null) return noData();
  if (hours < 1) {
    const count = Math.round(hours * 60);
    return say('{count, plural, one {# working minute} other {# working minutes}}', { count });
  }
  return say('{count, plural, one {# working hour} other {# working hours}}', { count: rounded(hours) });
}

export function days(count: number | null): string {
  return count === null
    ? noData()
    : say('{count, plural, one {# day} other {# days}}', { count: rounded(count) });
}

/** An exact decimal in the currency of the workspace; digits are kept however large the amount. */
export function money(amount: string | null, currency: string | null): string {
  return amount === null ? noData() : formatMoney(amount, currency);
}

/** Says of a figure that it rests on little. */
export function sampleNote(size: number): string[] {
  return size > 0 && size < SMALL_SAMPLE ? [say('Small sample: {size}.', { size: number(size) })] : [];
}

/** `a, b, c`. */
export function listed(items: readonly string[]): string {
  return items.join(say(', '));
}

/** What is said of a period, after what it is called. */
export function ofPeriod(period: string, clause: string): string {
  return say('{period}: {clause}', { period, clause });
}

/** What is said of something known already: a sentence of its own. */
export function asSentence(clause: string): string {
  return clause.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase());
}

function noData(): string {
  return say('no data');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
