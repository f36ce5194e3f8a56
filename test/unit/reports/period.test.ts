import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../src/errors.ts';
import { addDays, daysBetween } from '../../../src/lib/local-date.ts';
import { parsePeriod, previousPeriod } from '../../../src/reports/period.ts';

const thursday = new Date('2026-01-15T12:00:00Z');

function read(
  text: string | undefined,
  overrides: { now?: Date; timeZone?: string; fiscalYearStart?: number } = {},
) {
  return parsePeriod(text, { now: thursday, timeZone: 'Europe/Paris', fiscalYearStart: 1, ...overrides });
}

describe('a period', () => {
  it.each([
    [undefined, '2026-01-01', '2026-04-01', 'Q1 2026'],
    ['  ', '2026-01-01', '2026-04-01', 'Q1 2026'],
    ['q1', '2026-01-01', '2026-04-01', 'Q1 2026'],
    ['Q2', '2026-04-01', '2026-07-01', 'Q2 2026'],
    ['q3', '2026-07-01', '2026-10-01', 'Q3 2026'],
    ['q4', '2026-10-01', '2027-01-01', 'Q4 2026'],
    ['2025-q4', '2025-10-01', '2026-01-01', 'Q4 2025'],
    ['2025 Q4', '2025-10-01', '2026-01-01', 'Q4 2025'],
    ['q4 2025', '2025-10-01', '2026-01-01', 'Q4 2025'],
    ['Q4-2025', '2025-10-01', '2026-01-01', 'Q4 2025'],
    ['2025q4', '2025-10-01', '2026-01-01', 'Q4 2025'],
    ['h1', '2026-01-01', '2026-07-01', 'H1 2026'],
    ['2025-h2', '2025-07-01', '2026-01-01', 'H2 2025'],
    ['2026', '2026-01-01', '2027-01-01', '2026'],
    ['2025-02', '2025-02-01', '2025-03-01', 'Feb 2025'],
    ['2025-2', '2025-02-01', '2025-03-01', 'Feb 2025'],
    ['january', '2026-01-01', '2026-02-01', 'Jan 2026'],
    ['Dec 2025', '2025-12-01', '2026-01-01', 'Dec 2025'],
    ['2025 sept', '2025-09-01', '2025-10-01', 'Sep 2025'],
    ['2026-w05', '2026-01-26', '2026-02-02', 'Week 5 2026 (26 Jan – 1 Feb 2026)'],
    ['2026-W53', '2026-12-28', '2027-01-04', 'Week 53 2026 (28 Dec 2026 – 3 Jan 2027)'],
    ['2025-w01', '2024-12-30', '2025-01-06', 'Week 1 2025 (30 Dec 2024 – 5 Jan 2025)'],
    ['week 5', '2026-01-26', '2026-02-02', 'Week 5 2026 (26 Jan – 1 Feb 2026)'],
    ['w5 2025', '2025-01-27', '2025-02-03', 'Week 5 2025 (27 Jan – 2 Feb 2025)'],
    ['week', '2026-01-12', '2026-01-19', 'Week 3 2026 (12 – 18 Jan 2026)'],
    ['this week', '2026-01-12', '2026-01-19', 'Week 3 2026 (12 – 18 Jan 2026)'],
    ['last week', '2026-01-05', '2026-01-12', 'Week 2 2026 (5 – 11 Jan 2026)'],
    ['this month', '2026-01-01', '2026-02-01', 'Jan 2026'],
    ['This-Month', '2026-01-01', '2026-02-01', 'Jan 2026'],
    ['last month', '2025-12-01', '2026-01-01', 'Dec 2025'],
    ['this quarter', '2026-01-01', '2026-04-01', 'Q1 2026'],
    ['last quarter', '2025-10-01', '2026-01-01', 'Q4 2025'],
    ['current half', '2026-01-01', '2026-07-01', 'H1 2026'],
    ['last half', '2025-07-01', '2026-01-01', 'H2 2025'],
    ['previous half-year', '2025-07-01', '2026-01-01', 'H2 2025'],
    ['this year', '2026-01-01', '2027-01-01', '2026'],
    ['last year', '2025-01-01', '2026-01-01', '2025'],
    ['today', '2026-01-15', '2026-01-16', '15 Jan 2026'],
    ['yesterday', '2026-01-14', '2026-01-15', '14 Jan 2026'],
    ['last 30 days', '2025-12-17', '2026-01-16', 'Last 30 days, today included (17 Dec 2025 – 15 Jan 2026)'],
    ['past 7 days', '2026-01-09', '2026-01-16', 'Last 7 days, today included (9 – 15 Jan 2026)'],
    ['1 day', '2026-01-15', '2026-01-16', 'Last day, today included (15 Jan 2026)'],
    ['week to date', '2026-01-12', '2026-01-16', '12 – 15 Jan 2026 (week to date)'],
    ['month  to  date', '2026-01-01', '2026-01-16', '1 – 15 Jan 2026 (month to date)'],
    ['mtd', '2026-01-01', '2026-01-16', '1 – 15 Jan 2026 (month to date)'],
    ['QTD', '2026-01-01', '2026-01-16', '1 – 15 Jan 2026 (quarter to date)'],
    ['ytd', '2026-01-01', '2026-01-16', '1 – 15 Jan 2026 (year to date)'],
    ['2026-01-05', '2026-01-05', '2026-01-06', '5 Jan 2026'],
    ['2026-01-01..2026-03-31', '2026-01-01', '2026-04-01', '1 Jan – 31 Mar 2026'],
    ['2025-11-29 … 2026-02-26', '2025-11-29', '2026-02-27', '29 Nov 2025 – 26 Feb 2026'],
    ['2026-02-01 to 2026-02-28', '2026-02-01', '2026-03-01', '1 – 28 Feb 2026'],
    ['2026-01-05..2026-01-05', '2026-01-05', '2026-01-06', '5 Jan 2026'],
    ['2025-11..2026-02', '2025-11-01', '2026-03-01', '1 Nov 2025 – 28 Feb 2026'],
  ])('written "%s" goes from %s up to %s', (text, fromOn, toOn, label) => {
    expect(read(text)).toMatchObject({ fromOn, toOn, label, timeZone: 'Europe/Paris' });
  });

  it.each([
    ['foo', '"foo" is not a period'],
    ['q5', '"q5" is not a period'],
    ['q0', '"q0"'],
    ['h3', '"h3"'],
    ['2026-q1 2025', '"2026-q1 2025"'],
    ['2026-13', '"2026-13"'],
    ['0026', '"0026"'],
    ['last 0 days', '"last 0 days"'],
    ['ja', '"ja"'],
    ['..', '".."'],
    ['2026-01-01..', '"2026-01-01.."'],
    ['2026-01-01..soon', '"2026-01-01..soon"'],
    ['2026-02-30', 'There is no day 2026-02-30'],
    ['2026-w54', 'There is no week 54 in 2026; its weeks are 1 to 53'],
    ['2025-w53', 'There is no week 53 in 2025; its weeks are 1 to 52'],
    ['2025-w0', 'There is no week 0 in 2025'],
    ['2026-03-31..2026-01-01', 'The period "2026-03-31..2026-01-01" ends before it begins'],
  ])('written "%s" is refused', (text, message) => {
    expect(() => read(text)).toThrow(InvalidInputError);
    expect(() => read(text)).toThrow(message);
  });

  it('that is not understood comes back with examples', () => {
    expect(() => read('soon')).toThrow('Try q1, 2026-q1, h1, 2026');
  });

  it('is one of local days in its zone', () => {
    const period = read('2026-q1', { timeZone: 'America/New_York' });
    expect(period.from.toISOString()).toBe('2026-01-01T05:00:00.000Z');
    expect(period.to.toISOString()).toBe('2026-04-01T04:00:00.000Z');
  });

  it('begins after a midnight that the clocks skip', () => {
    const period = read('2018-11-04', { timeZone: 'America/Sao_Paulo' });
    expect(period.from.toISOString()).toBe('2018-11-04T03:00:00.000Z');
    expect(period.to.toISOString()).toBe('2018-11-05T02:00:00.000Z');
  });

  it('of a day that its zone skipped is refused', () => {
    expect(() => read('2011-12-30', { timeZone: 'Pacific/Apia' })).toThrow('holds no time in Pacific/Apia');
  });

  it('takes today from the zone, not from UTC', () => {
    const now = new Date('2026-01-01T03:00:00Z');
    expect(read('today', { now, timeZone: 'America/New_York' }).label).toBe('31 Dec 2025');
    expect(read('this quarter', { now, timeZone: 'America/New_York' }).label).toBe('Q4 2025');
    expect(read('w1', { now: new Date('2024-12-31T12:00:00Z') }).label).toBe(
      'Week 1 2025 (30 Dec 2024 – 5 Jan 2025)',
    );
  });
});

describe('a fiscal year that starts in April', () => {
  it.each([
    [undefined, '2026-01-01', '2026-04-01', 'FY2026 Q4 (1 Jan – 31 Mar 2026)'],
    ['q1', '2025-04-01', '2025-07-01', 'FY2026 Q1 (1 Apr – 30 Jun 2025)'],
    ['q4', '2026-01-01', '2026-04-01', 'FY2026 Q4 (1 Jan – 31 Mar 2026)'],
    ['h1', '2025-04-01', '2025-10-01', 'FY2026 H1 (1 Apr – 30 Sep 2025)'],
    ['2026-h2', '2025-10-01', '2026-04-01', 'FY2026 H2 (1 Oct 2025 – 31 Mar 2026)'],
    ['q1 fy2027', '2026-04-01', '2026-07-01', 'FY2027 Q1 (1 Apr – 30 Jun 2026)'],
    ['FY2027 Q1', '2026-04-01', '2026-07-01', 'FY2027 Q1 (1 Apr – 30 Jun 2026)'],
    ['2026', '2025-04-01', '2026-04-01', 'FY2026 (1 Apr 2025 – 31 Mar 2026)'],
    ['this year', '2025-04-01', '2026-04-01', 'FY2026 (1 Apr 2025 – 31 Mar 2026)'],
    ['last fiscal year', '2024-04-01', '2025-04-01', 'FY2025 (1 Apr 2024 – 31 Mar 2025)'],
    ['last quarter', '2025-10-01', '2026-01-01', 'FY2026 Q3 (1 Oct – 31 Dec 2025)'],
    ['last half year', '2025-04-01', '2025-10-01', 'FY2026 H1 (1 Apr – 30 Sep 2025)'],
    ['ytd', '2025-04-01', '2026-01-16', '1 Apr 2025 – 15 Jan 2026 (year to date)'],
    ['may', '2025-05-01', '2025-06-01', 'May 2025'],
    ['february', '2026-02-01', '2026-03-01', 'Feb 2026'],
    ['2026-01', '2026-01-01', '2026-02-01', 'Jan 2026'],
  ])('reads "%s" as %s up to %s', (text, fromOn, toOn, label) => {
    expect(read(text, { fiscalYearStart: 4 })).toMatchObject({ fromOn, toOn, label });
  });
});

describe('a fiscal year that starts in October', () => {
  it.each([
    [undefined, '2026-01-01', '2026-04-01', 'FY2026 Q2 (1 Jan – 31 Mar 2026)'],
    ['q1', '2025-10-01', '2026-01-01', 'FY2026 Q1 (1 Oct – 31 Dec 2025)'],
    ['2025-q4', '2025-07-01', '2025-10-01', 'FY2025 Q4 (1 Jul – 30 Sep 2025)'],
    ['h1', '2025-10-01', '2026-04-01', 'FY2026 H1 (1 Oct 2025 – 31 Mar 2026)'],
    ['h2 2026', '2026-04-01', '2026-10-01', 'FY2026 H2 (1 Apr – 30 Sep 2026)'],
    ['fy2026', '2025-10-01', '2026-10-01', 'FY2026 (1 Oct 2025 – 30 Sep 2026)'],
    ['last year', '2024-10-01', '2025-10-01', 'FY2025 (1 Oct 2024 – 30 Sep 2025)'],
    ['qtd', '2026-01-01', '2026-01-16', '1 – 15 Jan 2026 (quarter to date)'],
    ['november', '2025-11-01', '2025-12-01', 'Nov 2025'],
  ])('reads "%s" as %s up to %s', (text, fromOn, toOn, label) => {
    expect(read(text, { fiscalYearStart: 10 })).toMatchObject({ fromOn, toOn, label });
  });

  it.each([
    ['2025-09-30T12:00:00Z', 'FY2025 Q4 (1 Jul – 30 Sep 2025)', 'FY2025 (1 Oct 2024 – 30 Sep 2025)'],
    ['2025-10-01T12:00:00Z', 'FY2026 Q1 (1 Oct – 31 Dec 2025)', 'FY2026 (1 Oct 2025 – 30 Sep 2026)'],
    ['2025-12-31T12:00:00Z', 'FY2026 Q1 (1 Oct – 31 Dec 2025)', 'FY2026 (1 Oct 2025 – 30 Sep 2026)'],
  ])('stands on %s in %s', (iso, quarter, year) => {
    const options = { now: new Date(iso), fiscalYearStart: 10 };
    expect(read('this quarter', options).label).toBe(quarter);
    expect(read('this year', options).label).toBe(year);
  });
});

describe('the previous period', () => {
  it.each([
    ['2026-q1', '2025-10-01', 'Q4 2025'],
    ['2026-h1', '2025-07-01', 'H2 2025'],
    ['2026-03', '2026-02-01', 'Feb 2026'],
    ['2026', '2025-01-01', '2025'],
    ['2026-02-01..2026-04-30', '2025-11-01', '1 Nov 2025 – 31 Jan 2026'],
    ['2026-w05', '2026-01-19', '19 – 25 Jan 2026'],
    ['last 30 days', '2025-11-17', '17 Nov – 16 Dec 2025'],
    ['2026-01-05', '2026-01-04', '4 Jan 2026'],
  ])('of %s begins on %s', (text, fromOn, label) => {
    const period = read(text);
    expect(previousPeriod(period)).toMatchObject({ fromOn, toOn: period.fromOn, to: period.from, label });
  });

  it('of a fiscal quarter is called after the fiscal year', () => {
    const quarter = read('2026-q1', { fiscalYearStart: 4 });
    expect(previousPeriod(quarter).label).toBe('FY2025 Q4 (1 Jan – 31 Mar 2025)');
    expect(previousPeriod(previousPeriod(quarter)).label).toBe('FY2025 Q3 (1 Oct – 31 Dec 2024)');
  });
});

describe('any period', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Paris',
    'America/New_York',
    'America/Sao_Paulo',
    'Africa/Cairo',
    'Pacific/Chatham',
  );
  const nows = fc.date({ min: new Date('2012-01-01'), max: new Date('2037-01-01'), noInvalidDate: true });
  const fiscalYearStarts = fc.integer({ min: 1, max: 12 });
  const units = fc.constantFrom('day', 'week', 'month', 'quarter', 'half', 'year');

  it('that is the current one contains now, and the last one ends where it begins', () => {
    fc.assert(
      fc.property(units, nows, zones, fiscalYearStarts, (unit, now, timeZone, fiscalYearStart) => {
        const options = { now, timeZone, fiscalYearStart };
        const current = parsePeriod(`this ${unit}`, options);
        const last = parsePeriod(`last ${unit}`, options);
        expect(current.from.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(current.to.getTime()).toBeGreaterThan(now.getTime());
        expect(last.to).toEqual(current.from);
        expect(last.from.getTime()).toBeLessThan(last.to.getTime());
      }),
    );
  });

  it('of a year is tiled by its quarters, its halves and its months', () => {
    fc.assert(
      fc.property(nows, zones, fiscalYearStarts, (now, timeZone, fiscalYearStart) => {
        const options = { now, timeZone, fiscalYearStart };
        const year = parsePeriod('this year', options);
        const names = [
          'january',
          'feb',
          'mar',
          'apr',
          'may',
          'jun',
          'jul',
          'aug',
          'sep',
          'oct',
          'nov',
          'december',
        ];
        for (const parts of [['q1', 'q2', 'q3', 'q4'], ['h1', 'h2'], names]) {
          const periods = parts
            .map((part) => parsePeriod(part, options))
            .toSorted((a, b) => a.from.getTime() - b.from.getTime());
          expect(periods[0]?.from).toEqual(year.from);
          expect(periods.at(-1)?.to).toEqual(year.to);
          for (const [index, period] of periods.entries()) {
            if (index > 0) expect(period.from).toEqual(periods[index - 1]?.to);
          }
        }
      }),
    );
  });

  it('of weeks follows without a gap through the years', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_950, max: 2_150 }), fc.integer({ min: 1, max: 51 }), (year, week) => {
        const first = read(`${year}-w${week}`);
        expect(read(`${year}-w${week + 1}`).fromOn).toBe(first.toOn);
        expect(first.label).toContain(`Week ${week} ${year} `);
        expect(daysBetween(read(`${year}-w1`).fromOn, read(`${year + 1}-w1`).fromOn)).toBeOneOf([364, 371]);
      }),
    );
  });

  it('between two dates holds both', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 900 }), (start, days) => {
        const fromOn = addDays('1990-01-01', start);
        const lastOn = addDays(fromOn, days);
        const period = read(`${fromOn}..${lastOn}`);
        expect([period.fromOn, period.toOn]).toEqual([fromOn, addDays(lastOn, 1)]);
      }),
    );
  });
});
