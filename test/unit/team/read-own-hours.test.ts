import { describe, expect, it } from 'vitest';
import { readOwnHours } from '../../../src/team/read-own-hours.ts';
import { parseWorkingHours } from '../../../src/team/working-hours.ts';

describe('own hours in words', () => {
  it.each([
    ['Mon-Thu 09:00-17:00', { workingHours: parseWorkingHours('Mon-Thu 9-17') }],
    [
      'Mon-Thu 9-12 13-17, Fri 9-12 Asia/Tokyo JP',
      {
        workingHours: parseWorkingHours('Mon-Thu 9-12 13-17, Fri 9-12'),
        timeZone: 'Asia/Tokyo',
        holidayRegion: 'JP',
      },
    ],
    ['Asia/Tokyo', { timeZone: 'Asia/Tokyo' }],
    ['de-by', { holidayRegion: 'DE-BY' }],
    ['America/Argentina/Buenos_Aires', { timeZone: 'America/Argentina/Buenos_Aires' }],
    ['mon to fri 9 am to 5 pm', { workingHours: parseWorkingHours('Mon-Fri 9-17') }],
    [
      'Mon-Fri 9 AM - 5 PM US-CA',
      { workingHours: parseWorkingHours('Mon-Fri 9-17'), holidayRegion: 'US-CA' },
    ],
  ])('%s', (text, hours) => expect(readOwnHours(text)).toEqual(hours));

  it.each([
    ['Mars/Base', '“Mars/Base” is not a time zone'],
    ['Mon-Fri 9-17 XX', '“XX” is no country'],
    ['DE-XX', '“DE-XX” is not known; DE has'],
    ['Asia/Tokyo UTC', 'Asia/Tokyo and UTC are two time zones: give one.'],
    ['Mon-Fri 9-17 JP de-by', 'JP and DE-BY are two holiday regions: give one.'],
    ['whenever', 'Cannot read "whenever"'],
    ['Mon-Fri', 'lack a time'],
  ])('%s is refused: %s', (text, fault) => expect(() => readOwnHours(text)).toThrow(fault));
});
