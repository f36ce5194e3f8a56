import { describe, expect, it } from 'vitest';
import { dayNumberOf } from '../../../src/lib/local-date.ts';
import {
  holidayRegionFault,
  holidayRegionNamed,
  isHolidayRegion,
  regionHolidays,
} from '../../../src/team/holidays.ts';

const datesOf = (region: string, year: number) =>
  [...regionHolidays(region, year)].map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

describe('the public holidays of a region', () => {
  it('are those of the country and of the state', () => {
    expect(datesOf('DE', 2026)).toEqual([
      ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25'],
      ...['2026-10-03', '2026-12-25', '2026-12-26'],
    ]);
    expect(datesOf('DE-BY', 2026)).toEqual(
      expect.arrayContaining(['2026-01-06', '2026-06-04', '2026-11-01']),
    );
    expect(datesOf('DE-BY-A', 2026)).toContain('2026-08-08');
    expect(datesOf('US-CA', 2026)).toContain('2026-11-26');
  });

  it('leave out days that are free in part or for some only', () => {
    expect(datesOf('DE-BY', 2026)).not.toContain('2026-12-24');
    expect(datesOf('IS', 2026)).not.toContain('2026-12-24');
    expect(datesOf('CN', 2026)).not.toContain('2026-03-08');
  });

  it('hold each day of a feast that lasts several, over the turn of the year and the change of clocks too', () => {
    expect(datesOf('TR', 2026)).toEqual(expect.arrayContaining(['2026-03-20', '2026-03-21', '2026-03-22']));
    expect(datesOf('TR', 2026)).not.toContain('2026-03-23');
    expect(datesOf('SZ', 2026)).toEqual(expect.arrayContaining(['2026-01-01', '2026-01-02', '2026-12-31']));
    expect(datesOf('AL', 2024)).toContain('2024-03-31');
    expect(regionHolidays('US', 2027).has(dayNumberOf('2027-12-31'))).toBe(true);
  });

  it('are none in a region unknown, and where the calendars of feasts do not reach', () => {
    for (const [region, year] of [
      ['XX', 2026],
      ['DE-XX', 2026],
      ['CN', 1800],
      ['CN', 200_000],
      ['DE', 1969],
      ['DE', 2100],
    ] as const)
      expect(datesOf(region, year)).toEqual([]);
    expect(datesOf('DE', 2099)).not.toEqual([]);
  });

  it('are looked up once', () => {
    expect(regionHolidays('DE-BY', 2030)).toBe(regionHolidays('DE-BY', 2030));
  });
});

describe('a region of holidays', () => {
  it('is a country, a state or a part of one, in whatever case', () => {
    expect(['de', 'DE-by', 'us-CA', 'nz-can-timaru'].map(holidayRegionNamed)).toEqual([
      ...['DE', 'DE-BY', 'US-CA', 'NZ-CAN-Timaru'],
    ]);
    expect(holidayRegionFault('DE-BY')).toBeUndefined();
  });

  it.each([
    ['', 'is no country'],
    ['Germany', '“Germany” is no country whose holidays I know'],
    ['XX-BY', '“XX-BY” is no country'],
    ['DE-XX', '“DE-XX” is not known; DE has BB, BE, BW, BY'],
    ['US-ZZ', 'and others'],
    ['DE-BY-Q', 'DE-BY has A, KATH, EVANG'],
    ['JP-13', '“JP-13” is too exact: for JP I know one list'],
    ['DE-BY-A-1', 'is not known'],
  ])('is not “%s”, and what is one is said', (text, fault) => {
    expect(isHolidayRegion(text)).toBe(false);
    expect(holidayRegionFault(text)).toContain(fault);
    expect(holidayRegionFault(text)).toContain('such as DE, DE-BY or US-CA');
  });
});
