import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { dayNumberOf } from '../lib/local-date.ts';
import { say } from '../words/say.ts';
import { series } from '../words/series.ts';

type HolidaysClass = typeof Holidays;

// Loading takes a fifth of a second, which whoever has no region does not wait for.
const load = createRequire(import.meta.url);
let loaded: HolidaysClass | undefined;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The years for which the calendars of movable feasts are known; the Chinese one does not end far outside of them. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2099;
const MOST_KEPT = 2_000;
const MOST_NAMED = 20;
const NONE: ReadonlySet<number> = new Set();
const daysByRegionAndYear = new Map<string, ReadonlySet<number>>();

/**
 * The public holidays of a region in a year, as days since 1970-01-01: those that last whole days. None where the
 * region is unknown, and none before 1970 and after 2099.
 */
export function regionHolidays(region: string, year: number): ReadonlySet<number> {
  if (year < FIRST_YEAR || year > LAST_YEAR) return NONE;
  const key = `${region} ${year}`;
  const known = daysByRegionAndYear.get(key);
  if (known) return known;
  const codes = codesOf(region);
  const days = codes ? publicDays(codes, year) : NONE;
  if (daysByRegionAndYear.size >= MOST_KEPT) daysByRegionAndYear.clear();
  daysByRegionAndYear.set(key, days);
  return days;
}

/** The region as it is written, such as `DE-BY` for `de-by`; undefined when there is no such country, state or region. */
export function holidayRegionNamed(text: string): string | undefined {
  return codesOf(text)?.join('-');
}

export function isHolidayRegion(text: string): boolean {
  return codesOf(text) !== undefined;
}

/** What is wrong with a region, in words; undefined when nothing is. */
export function holidayRegionFault(text: string): string | undefined {
  if (isHolidayRegion(text)) return undefined;
  const example = say('Write a country, or a country and its state, such as DE, DE-BY or US-CA.');
  const [country = '', state, ...more] = text.trim().split('-');
  const countryCode = codesOf(country)?.[0];
  if (countryCode === undefined || state === undefined)
    return `${say('“{text}” is no country whose holidays I know.', { text })} ${example}`;
  const stateCode = codesOf(`${country}-${state}`)?.[1];
  const inCountry = Object.keys(library().getStates(countryCode) ?? {});
  const parts =
    stateCode === undefined || more.length === 0
      ? inCountry
      : Object.keys(library().getRegions(countryCode, stateCode) ?? {});
  const whole = stateCode === undefined ? countryCode : `${countryCode}-${stateCode}`;
  if (parts.length === 0)
    return `${say('“{text}” is too exact: for {whole} I know one list of holidays.', { text, whole })} ${example}`;
  const about = { text, whole, parts: series(parts.slice(0, MOST_NAMED)) };
  const unknown =
    parts.length > MOST_NAMED
      ? say('“{text}” is not known; {whole} has {parts} and others.', about)
      : say('“{text}” is not known; {whole} has {parts}.', about);
  return `${unknown} ${example}`;
}

function codesOf(text: string): string[] | undefined {
  const [country = '', state, region, ...rest] = text.trim().split('-');
  if (!/^[a-z]{2}$/i.test(country)) return undefined;
  const countryCode = keyNamed(library().getCountries(), country);
  if (countryCode === undefined || rest.length > 0) return undefined;
  if (state === undefined) return [countryCode];
  const stateCode = keyNamed(library().getStates(countryCode), state);
  if (stateCode === undefined) return undefined;
  if (region === undefined) return [countryCode, stateCode];
  const regionCode = keyNamed(library().getRegions(countryCode, stateCode), region);
  return regionCode === undefined ? undefined : [countryCode, stateCode, regionCode];
}

function keyNamed(names: Record<string, string> | undefined, wanted: string): string | undefined {
  return Object.keys(names ?? {}).find((name) => name.toLowerCase() === wanted.toLowerCase());
}

/** Some holidays of the year before last into this one. */
function publicDays([country = '', state = '', region = '']: string[], year: number): ReadonlySet<number> {
  const calendar = new (holidaysClass())(country, state, region);
  const days = new Set<number>();
  const from = dayNumberOf(`${year}-01-01`);
  const to = dayNumberOf(`${year}-12-31`);
  for (const { type, date, start, end } of [year - 1, year].flatMap((y) => calendar.getHolidays(y))) {
    if (type !== 'public') continue;
    const first = dayNumberOf(date.slice(0, 10));
    // Half a day counts for none, and a day on which the clocks change has 23 or 25 hours.
    const length = Math.floor((end.getTime() - start.getTime() + hourMs) / dayMs);
    for (let day = Math.max(first, from); day < first + length && day <= to; day++) days.add(day);
  }
  return days;
}

let names: Holidays | undefined;

function library(): Holidays {
  names ??= new (holidaysClass())();
  return names;
}

function holidaysClass(): HolidaysClass {
  loaded ??= load('date-holidays') as HolidaysClass;
  return loaded;
}
