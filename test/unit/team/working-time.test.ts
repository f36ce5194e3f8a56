import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../src/errors.ts';
import { addDays } from '../../../src/lib/local-date.ts';
import { compileCalendar } from '../../../src/team/working-calendar.ts';
import { parseWorkingHours } from '../../../src/team/working-hours.ts';
import {
  addWorkingTime,
  isWorkingInstant,
  nextWorkingInstant,
  workingTimeBetween,
} from '../../../src/team/working-time.ts';

const hourMs = 3_600_000;

function aCalendar(hours = 'Mon-Fri 09:00-17:00', timeZone = 'Europe/Paris', holidays: string[] = []) {
  return compileCalendar({ timeZone, hours: parseWorkingHours(hours), holidays });
}

function add(start: string, hours: number, calendar = aCalendar()): string {
  return addWorkingTime(new Date(start), hours * hourMs, calendar)
    .toISOString()
    .replace(':00.000Z', 'Z');
}

function hoursBetween(from: string, to: string, calendar = aCalendar()): number {
  return workingTimeBetween(new Date(from), new Date(to), calendar) / hourMs;
}

describe('adding working time', () => {
  it.each([
    ['stays within the day', '2026-01-05T09:00Z', 2, '2026-01-05T11:00Z'],
    ['goes on the next morning', '2026-01-05T15:00Z', 2, '2026-01-06T09:00Z'],
    ['passes over the weekend', '2026-01-09T15:00Z', 2, '2026-01-12T09:00Z'],
    ['counts from the morning when it starts at night', '2026-01-05T22:00Z', 1, '2026-01-06T09:00Z'],
    ['ends at the end of a block, not at the start of the next', '2026-01-05T08:00Z', 8, '2026-01-05T16:00Z'],
    ['ends at the end of the week', '2026-01-05T08:00Z', 40, '2026-01-09T16:00Z'],
    ['of nothing moves to the next working instant', '2026-01-10T12:00Z', 0, '2026-01-12T08:00Z'],
    ['of nothing stays within a block', '2026-01-05T10:00Z', 0, '2026-01-05T10:00Z'],
    ['of nothing stays at the end of a block', '2026-01-05T16:00Z', 0, '2026-01-05T16:00Z'],
    ['keeps local hours over the change to summer time', '2026-03-27T15:00Z', 2, '2026-03-30T08:00Z'],
    ['keeps local hours over the change to winter time', '2026-10-23T14:00Z', 2, '2026-10-26T09:00Z'],
    ['covers years', '2026-01-05T08:00Z', 40 * 52 * 5, '2030-12-27T16:00Z'],
  ])('%s', (_title, start, hours, end) => {
    expect(add(start, hours)).toBe(end);
  });

  it('ends at the end of the day on every day of two years', () => {
    const calendar = aCalendar('Mon-Sun 09:00-17:00', 'UTC');
    for (let days = 1; days <= 730; days++) {
      const end = add('2026-01-01T09:00Z', 8 * days, calendar);
      expect(end).toBe(`${addDays('2025-12-31', days)}T17:00Z`);
    }
  });

  it('passes over holidays', () => {
    const calendar = aCalendar('Mon-Fri 09:00-17:00', 'Europe/Paris', ['2026-01-06', '2026-01-07']);
    expect(add('2026-01-05T15:00Z', 2, calendar)).toBe('2026-01-08T09:00Z');
  });

  it('passes over the public holidays of a region, in every year', () => {
    const hours = parseWorkingHours('Mon-Fri 09:00-17:00');
    const calendar = (holidayRegion: string | null) =>
      compileCalendar({ timeZone: 'Europe/Berlin', hours, holidays: ['2026-05-04'], holidayRegion });
    expect(add('2026-04-30T13:00Z', 3, calendar('DE'))).toBe('2026-05-05T08:00Z');
    expect(add('2026-04-30T13:00Z', 3, calendar(null))).toBe('2026-05-01T08:00Z');
    expect(add('2026-01-05T14:00Z', 3, calendar('DE-BY'))).toBe('2026-01-07T09:00Z');
    expect(add('2026-12-31T15:00Z', 2, calendar('DE'))).toBe('2027-01-04T09:00Z');
    expect(hoursBetween('2024-12-20T00:00Z', '2025-01-03T00:00Z', calendar('DE'))).toBe(7 * 8);
  });

  it('passes over the pause between two blocks', () => {
    const calendar = aCalendar('Mon-Fri 09:00-12:00 13:00-17:00');
    expect(add('2026-01-05T10:00Z', 2, calendar)).toBe('2026-01-05T13:00Z');
    expect(add('2026-01-05T10:00Z', 1, calendar)).toBe('2026-01-05T11:00Z');
  });

  it('drops fractions of a millisecond', () => {
    const end = addWorkingTime(new Date('2026-01-05T08:00Z'), 8 * hourMs + 0.9, aCalendar());
    expect(end.toISOString()).toBe('2026-01-05T16:00:00.000Z');
  });

  it.each([-1, Number.NaN])('of %d milliseconds is refused', (durationMs) => {
    expect(() => addWorkingTime(new Date('2026-01-05T08:00Z'), durationMs, aCalendar())).toThrow(
      InvalidInputError,
    );
  });

  it('ends with an error when the calendar has holidays for decades, or the duration is absurd', () => {
    const holidays = Array.from({ length: 1_200 }, (_, week) => addDays('2026-01-05', week * 7));
    const calendar = aCalendar('Mon 09:00-10:00', 'Europe/Paris', holidays);
    expect(() => add('2026-01-01T00:00Z', 1, calendar)).toThrow(
      'does not hold 1 hours of working time in the 20 years',
    );
    expect(() => add('2026-01-01T00:00Z', 0, calendar)).toThrow('Check its hours and holidays');
    expect(() => add('2026-01-01T00:00Z', 1e9)).toThrow(InvalidInputError);
    expect(isWorkingInstant(new Date('2026-01-05T08:30Z'), calendar)).toBe(false);
  });
});

describe('working time between two instants', () => {
  it.each([
    ['within a day', '2026-01-05T09:00Z', '2026-01-05T11:30Z', 2.5],
    ['over a night', '2026-01-05T15:00Z', '2026-01-06T09:00Z', 2],
    ['over a weekend', '2026-01-09T15:00Z', '2026-01-12T09:00Z', 2],
    ['at night', '2026-01-05T20:00Z', '2026-01-06T06:00Z', 0],
    ['backwards', '2026-01-06T09:00Z', '2026-01-05T15:00Z', -2],
    ['over a year', '2026-01-05T00:00Z', '2027-01-04T00:00Z', 52 * 40],
    ['over centuries', '1826-01-02T00:00Z', '2026-01-05T00:00Z', 10_436 * 40],
  ])('is counted %s', (_title, from, to, hours) => {
    expect(hoursBetween(from, to)).toBe(hours);
  });

  it('of a day around the clock has 23 hours in spring, 25 in autumn and 24 else', () => {
    const calendar = aCalendar('Mon-Sun 00:00-24:00');
    expect(hoursBetween('2026-03-28T23:00Z', '2026-03-29T22:00Z', calendar)).toBe(23);
    expect(hoursBetween('2026-10-24T22:00Z', '2026-10-25T23:00Z', calendar)).toBe(25);
    expect(hoursBetween('2026-10-25T23:00Z', '2026-10-26T23:00Z', calendar)).toBe(24);
  });

  it('has nothing of a block that the clocks skip, and twice a block that they repeat', () => {
    const calendar = aCalendar('Sun 02:00-03:00');
    expect(hoursBetween('2026-03-28T00:00Z', '2026-03-30T00:00Z', calendar)).toBe(0);
    expect(hoursBetween('2026-10-24T00:00Z', '2026-10-26T00:00Z', calendar)).toBe(2);
  });

  it('has nothing of the day that Samoa skipped', () => {
    const calendar = aCalendar('Mon-Sun 09:00-17:00', 'Pacific/Apia');
    expect(hoursBetween('2011-12-29T10:00Z', '2011-12-31T10:00Z', calendar)).toBe(16);
  });
});

describe('a working instant', () => {
  it('is one from the start of a block up to its end, which is not', () => {
    const isWorking = (instant: string) => isWorkingInstant(new Date(instant), aCalendar());
    expect(isWorking('2026-01-05T07:59:59.999Z')).toBe(false);
    expect(isWorking('2026-01-05T08:00Z')).toBe(true);
    expect(isWorking('2026-01-05T15:59:59.999Z')).toBe(true);
    expect(isWorking('2026-01-05T16:00Z')).toBe(false);
    expect(isWorking('2026-01-10T12:00Z')).toBe(false);
  });

  it('follows at the next start of a block, or at once', () => {
    const next = (instant: string) => nextWorkingInstant(new Date(instant), aCalendar()).toISOString();
    expect(next('2026-01-09T16:00Z')).toBe('2026-01-12T08:00:00.000Z');
    expect(next('2026-01-05T08:00Z')).toBe('2026-01-05T08:00:00.000Z');
    expect(next('2026-01-05T12:34:56.789Z')).toBe('2026-01-05T12:34:56.789Z');
  });
});
