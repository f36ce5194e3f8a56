import { format } from 'date-fns';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dateFormat } from '../../../src/intake/csv/date-format.ts';
import { parseDay, parseInstant } from '../../../src/intake/csv/parse-instant.ts';
import { UtcDate } from '../../../src/intake/csv/utc-date.ts';

const NOW = new Date('2026-01-05T09:00:00Z');
const utc = { timeZone: 'UTC' };
afterEach(() => vi.unstubAllEnvs());

const paris = { timeZone: 'Europe/Paris' };

describe('parseInstant without a format', () => {
  it.each([
    ['2026-01-05T09:00:00Z', '2026-01-05T09:00:00.000Z'],
    ['2026-01-05 09:00', '2026-01-05T09:00:00.000Z'],
    ['2026-01-05t09:00:01.5', '2026-01-05T09:00:01.500Z'],
    ['2026-01-05 09:00:00.123456789', '2026-01-05T09:00:00.123Z'],
    ['2026-01-05T09:00+05:30', '2026-01-05T03:30:00.000Z'],
    ['2026-01-05 09:00:00-08', '2026-01-05T17:00:00.000Z'],
    ['2026-01-05 09:00:00 +0100', '2026-01-05T08:00:00.000Z'],
    ['2026-01-05', '2026-01-05T00:00:00.000Z'],
  ])('reads %s as ISO 8601', (text, expected) => {
    expect(parseInstant(text, utc).toISOString()).toBe(expected);
  });

  it.each([
    ['an ordinary time', '2026-01-05 09:00', '2026-01-05T08:00:00.000Z'],
    ['a skipped time, moved forward', '2026-03-29 02:30', '2026-03-29T01:30:00.000Z'],
    ['a doubled time, the first', '2025-10-26 02:30', '2025-10-26T00:30:00.000Z'],
    ['a bare date', '2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['a time with its own offset', '2026-07-01T00:00Z', '2026-07-01T00:00:00.000Z'],
  ])('reads in the given zone %s', (_, text, expected) => {
    expect(parseInstant(text, paris).toISOString()).toBe(expected);
  });

  it.each(['05/01/2026', '5.1.2026 09:00', '20260105', '2026-1-5', '2026-01-05T9:00', '09:00', 'soon', ' '])(
    'refuses %s with the remedy',
    (text) => {
      expect(() => parseInstant(text, utc)).toThrow(
        `"${text}" is no ISO 8601 date: give --date-format, for example "dd-MM-yyyy HH:mm".`,
      );
    },
  );

  it.each(['2026-02-30', '2026-13-01', '2026-01-05 24:00', '2026-01-05 09:61', '2026-01-05T09:00+25:00'])(
    'refuses %s, which does not exist',
    (text) => {
      expect(() => parseInstant(text, utc)).toThrow(/There is no|no place on earth/);
    },
  );

  it.each(['45291.5', '45291'])("names Excel's serial date %s", (text) => {
    expect(() => parseInstant(text, utc)).toThrow(/Excel's serial number of a date: format the column/);
  });

  it('reads back every instant that it is given', () => {
    const instants = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('2199-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        expect(parseInstant(instant.toISOString(), paris)).toEqual(instant);
      }),
    );
  });
});

describe('parseInstant with a format', () => {
  it.each([
    ['dd-MM-yyyy HH:mm', '05-01-2026 09:30', '2026-01-05T08:30:00.000Z'],
    ['M/d/yy H:mm', '1/20/23 11:29', '2023-01-20T10:29:00.000Z'],
    ['MMM d, yyyy h:mm a', 'Jan 5, 2026 9:30 PM', '2026-01-05T20:30:00.000Z'],
    ['dd.MM.yyyy', '29.03.2026', '2026-03-28T23:00:00.000Z'],
    ['dd-MM-yyyy HH:mm', '29-03-2026 02:30', '2026-03-29T01:30:00.000Z'],
    ['dd-MM-yyyy HH:mm xxx', '05-01-2026 09:30 +05:00', '2026-01-05T04:30:00.000Z'],
  ])('reads %s', (pattern, text, expected) => {
    const options = { ...paris, format: dateFormat(pattern, NOW) };
    expect(parseInstant(text, options).toISOString()).toBe(expected);
  });

  it.each([
    '31-02-2026 10:00',
    '05-01-26 10:00',
    '2026-01-05 10:00',
    '05-01-2026 10:00 and more',
    '05-13-2026 10:00',
  ])('refuses %s, which does not fit', (text) => {
    const options = { ...utc, format: dateFormat('dd-MM-yyyy HH:mm', NOW) };
    expect(() => parseInstant(text, options)).toThrow(/is no date in the format "dd-MM-yyyy HH:mm"/);
  });

  it.each([
    ['dd-mm-yyyy', /does not say year, month and day/],
    ['dd/MM', /does not say year, month and day/],
    ['DD/MM/YYYY', /yyyy and dd are written small/],
    ['hello', /is no format/],
  ])('refuses the format %s', (pattern, message) => {
    expect(() => dateFormat(pattern, NOW)).toThrow(message);
  });

  it.each(['UTC', 'Europe/Paris', 'America/New_York'])(
    'reads what date-fns writes on a machine in %s',
    (zone) => {
      vi.stubEnv('TZ', zone);
      const pattern = 'dd/MM/yyyy HH:mm:ss.SSS';
      const instants = fc.date({
        min: new Date('1970-01-02'),
        max: new Date('2199-12-30'),
        noInvalidDate: true,
      });
      const options = { ...utc, format: dateFormat(pattern, NOW) };
      fc.assert(
        fc.property(instants, (instant) => {
          expect(parseInstant(format(new UtcDate(instant), pattern), options)).toEqual(instant);
        }),
      );
      expect(parseInstant('29/03/2026 02:30:00.000', options)).toEqual(new Date('2026-03-29T02:30:00Z'));
      expect(parseInstant('08/03/2026 02:30:00.000', options)).toEqual(new Date('2026-03-08T02:30:00Z'));
    },
  );
});

describe('parseDay', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31 23:59', '2026-01-31'],
    ['2026-03-29 02:30', '2026-03-29'],
    ['2026-01-31T23:30:00Z', '2026-02-01'],
  ])('takes the day of %s in the zone', (text, expected) => {
    expect(parseDay(text, paris)).toBe(expected);
  });

  it('refuses a day that does not exist', () => {
    expect(() => parseDay('2026-02-30', paris)).toThrow('There is no 2026-02-30 in the calendar.');
  });
});
