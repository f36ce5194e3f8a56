import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  instantAt,
  isLocalDate,
  isoWeekday,
  localDateOf,
  startOfLocalDay,
} from '../../../src/lib/local-date.ts';

const dates = fc.integer({ min: -20_000, max: 60_000 }).map((days) => addDays('1970-01-01', days));

describe('a local date', () => {
  it.each(['2026-01-01', '2024-02-29', '1999-12-31'])('is %s', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each([
    '2026-02-30',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-5',
    '2026-01-05T00:00',
    '',
    'today',
  ])('is not "%s"', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  it('is read off the wall of its zone', () => {
    const instant = new Date('2026-01-01T03:00:00Z');
    expect(localDateOf(instant, 'America/New_York')).toBe('2025-12-31');
    expect(localDateOf(instant, 'Asia/Kathmandu')).toBe('2026-01-01');
  });

  it.each([
    ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2024-04-26', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s begins in %s at %s', (date, zone, instant) => {
    expect(startOfLocalDay(date, zone).toISOString()).toBe(instant);
  });

  it('ends at 24:00, the next midnight', () => {
    expect(instantAt('2026-12-31', '24:00', 'Europe/Paris').toISOString()).toBe('2026-12-31T23:00:00.000Z');
  });

  it('refuses a day or a time that does not exist, by its name', () => {
    expect(() => instantAt('2026-02-30', '09:00', 'UTC')).toThrow('"2026-02-30"');
    expect(() => instantAt('2026-02-03', '9am', 'UTC')).toThrow('"9am"');
    expect(() => instantAt('2026-02-03', '25:00', 'UTC')).toThrow('25:00');
  });

  it('contains its first instant, and not the one before', () => {
    const zones = fc.constantFrom(
      'Europe/Paris',
      'America/Sao_Paulo',
      'Africa/Cairo',
      'Australia/Lord_Howe',
      'America/Havana',
    );
    const recent = fc.integer({ min: 0, max: 9_000 }).map((days) => addDays('2012-01-01', days));
    fc.assert(
      fc.property(zones, recent, (zone, date) => {
        const start = startOfLocalDay(date, zone);
        expect(localDateOf(start, zone)).toBe(date);
        expect(localDateOf(new Date(start.getTime() - 1), zone)).toBe(addDays(date, -1));
      }),
    );
  });
});

describe('arithmetic with local dates', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-01'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-05-15', 0, '2026-05-15'],
    ['2026-05-15', -17, '2024-12-15'],
  ])('%s plus %i months is %s', (date, months, result) => {
    expect(addMonths(date, months)).toBe(result);
  });

  it('counts the days it added', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -5_000, max: 5_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it('numbers the days of the week from Monday 1 to Sunday 7', () => {
    const week = Array.from({ length: 7 }, (_, index) => isoWeekday(addDays('2026-01-05', index)));
    expect(week).toEqual([1, 2, 3, 4, 5, 6, 7]);
    fc.assert(
      fc.property(dates, (date) => {
        expect(isoWeekday(date)).toBe(new Date(date).getUTCDay() || 7);
      }),
    );
  });
});
