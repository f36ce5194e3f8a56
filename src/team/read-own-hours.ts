import { InvalidInputError } from '../errors.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import { say } from '../words/say.ts';
import { holidayRegionFault, holidayRegionNamed } from './holidays.ts';
import type { OwnHours } from './own-hours.ts';
import { parseWorkingHours } from './working-hours.ts';

const REGION = /^[A-Z]{2}$|^[a-z]{2}(-[a-z0-9]+){1,2}$/i;

/**
 * Reads what was typed of hours, zone and holiday region, such as `Mon-Thu 09:00-17:00 Asia/Tokyo JP`, in any order. What
 * was not typed is absent. A country alone is written in capitals, so that `9 am to 5 pm` stays a time.
 * @throws {InvalidInputError} naming the part that cannot be, or that is there twice.
 */
export function readOwnHours(text: string): Partial<OwnHours> {
  const read: Partial<OwnHours> = {};
  const rest: string[] = [];
  for (const word of text.split(/[\s,;]+(?=\S)/).filter(Boolean)) {
    if (isZone(word)) read.timeZone = theOnlyZone(zoneNamed(word), read.timeZone);
    else if (isRegion(word, rest.at(-1)))
      read.holidayRegion = theOnlyRegion(regionNamed(word), read.holidayRegion);
    else rest.push(word);
  }
  if (rest.length > 0) read.workingHours = parseWorkingHours(rest.join(' '));
  return read;
}

function theOnlyZone(value: string, before: string | null | undefined): string {
  if (before == null) return value;
  throw new InvalidInputError(say('{before} and {value} are two time zones: give one.', { before, value }));
}

function theOnlyRegion(value: string, before: string | null | undefined): string {
  if (before == null) return value;
  throw new InvalidInputError(
    say('{before} and {value} are two holiday regions: give one.', { before, value }),
  );
}

function isZone(word: string): boolean {
  return word === 'UTC' || /^[a-z_]+\/[a-z_/+-]+\d*$/i.test(word);
}

function isRegion(word: string, before: string | undefined): boolean {
  const isHalfOfDay = /^[AP]M$/i.test(word) && before !== undefined && /\d$/.test(before);
  const isCountry = word.length !== 2 || word === word.toUpperCase();
  return REGION.test(word) && isCountry && !isHalfOfDay;
}

function zoneNamed(word: string): string {
  if (isTimeZone(word)) return word;
  throw new InvalidInputError(
    say('“{timeZone}” is not a time zone. Write it like Europe/Berlin.', { timeZone: word }),
  );
}

function regionNamed(word: string): string {
  const region = holidayRegionNamed(word);
  if (region === undefined) throw new InvalidInputError(holidayRegionFault(word) ?? word);
  return region;
}
