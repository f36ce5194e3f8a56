import type { LocalDate } from '../lib/local-date.ts';
import { ENGLISH } from './languages.ts';
import { currentVoice } from './voice.ts';

// How numbers, money and dates are written in the language of whoever is spoken to.

/** `1,234.5`; at most `decimals` of them. */
export function formatNumber(value: number, decimals = 1): string {
  return numberFormat({ maximumFractionDigits: decimals }).format(value);
}

/** A fraction as a percentage with one decimal: `14.0 %`. */
export function formatPercent(fraction: number): string {
  const { language } = currentVoice();
  if (language === ENGLISH) return `${(fraction * 100).toFixed(1)} %`;
  return numberFormat({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    fraction,
  );
}

/** An exact decimal, in the currency where there is one; digits are kept however large the amount. */
export function formatMoney(
  amount: string,
  currency: string | null,
  { wholeWithoutCents = false }: { wholeWithoutCents?: boolean } = {},
): string {
  return numberFormat({
    ...(currency ? { style: 'currency', currency } : { minimumFractionDigits: 2 }),
    ...(wholeWithoutCents ? { trailingZeroDisplay: 'stripIfInteger' } : {}),
  }).format(amount as Intl.StringNumericLiteral);
}

/** `a, b and c`, or with `or`. */
export function formatList(
  items: readonly string[],
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return memo(`list ${type}`, (locale) => new Intl.ListFormat(locale, { type })).format(items);
}

/** A day or a month of the calendar; `5 Jan 2026` in English. */
export function formatDate(date: LocalDate, options: Intl.DateTimeFormatOptions): string {
  return dateFormat({ ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** For parts and ranges of dates: in English the day comes before the month. */
export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return memo(`date ${JSON.stringify(options)}`, (locale) => new Intl.DateTimeFormat(locale, options));
}

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { language } = currentVoice();
  return memo(`number ${JSON.stringify(options)}`, () => new Intl.NumberFormat(language, options));
}

const made = new Map<string, unknown>();

/** Making a format takes far longer than using it. */
function memo<Format>(name: string, make: (locale: string) => Format): Format {
  const { language } = currentVoice();
  const key = `${language} ${name}`;
  const known = made.get(key);
  if (known) return known as Format;
  const format = make(language === ENGLISH ? 'en-GB' : language);
  made.set(key, format);
  return format;
}
