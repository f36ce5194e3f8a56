import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../src/errors.ts';
import { instantOf, isTimeZone, zoneOffsetMs } from '../../../src/lib/time-zone.ts';

const zones = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Chatham',
] as const;

function at(text: string, zone: string): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/[- :]/).map(Number);
  return instantOf({ year, month, day, hour, minute, second }, zone).toISOString();
}

describe('a time zone', () => {
  it.each(['Europe/Paris', 'UTC', 'Asia/Kathmandu', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    'is %s',
    (zone) => {
      expect(isTimeZone(zone)).toBe(true);
    },
  );

  it.each(['', 'Nope/Zone', '+02:00', '-0500', 'Paris', 'Europe/Paris '])('is not "%s"', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});

describe('the instant of a local time', () => {
  it.each([
    ['an ordinary summer day', '2026-07-01 09:00', 'Europe/Paris', '2026-07-01T07:00:00.000Z'],
    ['an offset of 5:45', '2026-01-01 00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
    ['a skipped hour in Paris', '2026-03-29 02:30', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
    ['the first time after the gap in Paris', '2026-03-29 03:00', 'Europe/Paris', '2026-03-29T01:00:00.000Z'],
    ['a repeated hour in Paris', '2026-10-25 02:30', 'Europe/Paris', '2026-10-25T00:30:00.000Z'],
    [
      'the first time after the repeat in Paris',
      '2026-10-25 03:00',
      'Europe/Paris',
      '2026-10-25T02:00:00.000Z',
    ],
    ['a skipped hour in New York', '2026-03-08 02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['a repeated hour in New York', '2026-11-01 01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    [
      'a skipped half hour on Lord Howe',
      '2026-10-04 02:10',
      'Australia/Lord_Howe',
      '2026-10-03T15:40:00.000Z',
    ],
    [
      'a repeated half hour on Lord Howe',
      '2026-04-05 01:45',
      'Australia/Lord_Howe',
      '2026-04-04T14:45:00.000Z',
    ],
    ['a skipped midnight in São Paulo', '2018-11-04 00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['a skipped midnight in Cairo', '2024-04-26 00:00', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
    [
      'a repeated hour before midnight in Cairo',
      '2024-10-31 23:30',
      'Africa/Cairo',
      '2024-10-31T20:30:00.000Z',
    ],
    ['the midnight after it', '2024-11-01 00:00', 'Africa/Cairo', '2024-10-31T22:00:00.000Z'],
    ['a skipped day on Samoa', '2011-12-30 12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
  ])('is right for %s', (_title, local, zone, instant) => {
    expect(at(local, zone)).toBe(instant);
  });

  it('carries seconds and milliseconds', () => {
    const local = { year: 2026, month: 2, day: 3, hour: 4, minute: 5, second: 6, ms: 7 };
    expect(instantOf(local, 'UTC').toISOString()).toBe('2026-02-03T04:05:06.007Z');
  });

  it.each(['2026-02-30 00:00', '2026-13-01 00:00', '2026-01-01 24:00', '2026-01-01 10:60'])(
    'refuses %s',
    (text) => {
      expect(() => at(text, 'UTC')).toThrow(`There is no ${text}`);
    },
  );

  it('refuses an unknown zone by its name', () => {
    expect(() => at('2026-01-01 00:00', 'Mars/Olympus')).toThrow(InvalidInputError);
    expect(() => at('2026-01-01 00:00', 'Mars/Olympus')).toThrow('"Mars/Olympus"');
  });

  it('is the earliest one at which the clock shows that time', () => {
    const instants = fc.date({
      min: new Date('1975-01-01'),
      max: new Date('2036-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const wall = new Date(instant.getTime() + zoneOffsetMs(zone, instant.getTime()));
        const local = {
          year: wall.getUTCFullYear(),
          month: wall.getUTCMonth() + 1,
          day: wall.getUTCDate(),
          hour: wall.getUTCHours(),
          minute: wall.getUTCMinutes(),
          second: wall.getUTCSeconds(),
          ms: wall.getUTCMilliseconds(),
        };
        const found = instantOf(local, zone).getTime();
        expect(found).toBeLessThanOrEqual(instant.getTime());
        expect(found + zoneOffsetMs(zone, found)).toBe(wall.getTime());
      }),
    );
  });

  it.each(zones)('agrees with the clock of Intl in %s, hour by hour through a year', (zone) => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 3_600_000) {
      const shown = new Date(ms + zoneOffsetMs(zone, ms)).toISOString().slice(0, 19).replace('T', ' ');
      if (shown !== format.format(ms)) expect.fail(`${shown} at ${ms}, Intl says ${format.format(ms)}`);
    }
  });
});
