import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, startOfLocalDay } from '../../../src/lib/local-date.ts';
import { comparedPeriods } from '../../../src/reports/compared-periods.ts';
import { parsePeriod } from '../../../src/reports/period.ts';

function compared(text: string, now: string, timeZone = 'UTC', fiscalYearStart = 1) {
  const at = new Date(now);
  const { previous, yearAgo } = comparedPeriods(
    parsePeriod(text, { now: at, timeZone, fiscalYearStart }),
    at,
  );
  return [previous, yearAgo].map(({ period, cutAt, endsOn }) => [
    period.label,
    cutAt.toISOString().slice(0, 16),
    endsOn,
  ]);
}

describe('the periods compared', () => {
  it.each([
    // The 40th day of the quarter, at noon.
    [
      'q1',
      '2026-02-09T12:00Z',
      ['Q4 2025', '2025-11-09T12:00', '2025-11-10'],
      ['Q1 2025', '2025-02-09T12:00', '2025-02-10'],
    ],
    [
      'this month',
      '2026-03-31T00:00Z',
      ['Feb 2026', '2026-03-03T00:00', '2026-03-01'],
      ['Mar 2025', '2025-03-31T00:00', '2025-03-31'],
    ],
    [
      'month to date',
      '2026-02-10T09:30Z',
      ['Jan 2026', '2026-01-10T09:30', '2026-01-11'],
      ['Feb 2025', '2025-02-10T09:30', '2025-02-11'],
    ],
    [
      '2025',
      '2026-02-10T00:00Z',
      ['2024', '2025-02-09T00:00', '2025-01-01'],
      ['2024', '2025-02-09T00:00', '2025-01-01'],
    ],
    [
      '2026-w06',
      '2026-02-04T08:00Z',
      ['Week 5 2026 (26 Jan – 1 Feb 2026)', '2026-01-28T08:00', '2026-01-29'],
      ['Week 6 2025 (3 – 9 Feb 2025)', '2025-02-05T08:00', '2025-02-06'],
    ],
    [
      'last 30 days',
      '2026-03-02T08:00Z',
      ['2 – 31 Jan 2026', '2026-01-31T08:00', '2026-02-01'],
      ['1 Feb – 2 Mar 2025', '2025-03-02T08:00', '2025-03-03'],
    ],
    [
      'feb 2024',
      '2024-03-01T00:00Z',
      ['Jan 2024', '2024-01-30T00:00', '2024-01-30'],
      ['Feb 2023', '2023-03-02T00:00', '2023-03-01'],
    ],
  ])('of %s at %s', (text, now, previous, yearAgo) => {
    expect(compared(text, now)).toEqual([previous, yearAgo]);
  });

  it('keep the time of day and the end of a day across clock changes', () => {
    // 29 March 2026 has 23 hours in Paris, 30 March 2025 too.
    expect(compared('2026-03', '2026-03-31T22:00Z', 'Europe/Paris')[1]?.[1]).toBe('2025-03-31T22:00');
    expect(compared('2026-03', '2026-03-30T07:00Z', 'Europe/Paris')[0]?.[1]).toBe('2026-03-02T08:00');
  });

  it('are those of the fiscal year', () => {
    expect(compared('q1', '2026-05-10T00:00Z', 'UTC', 4).map(([label]) => label)).toEqual([
      'FY2026 Q4 (1 Jan – 31 Mar 2026)',
      'FY2026 Q1 (1 Apr – 30 Jun 2025)',
    ]);
  });

  it('begin before this one and are cut at its age in days', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'q1',
          'h2',
          '2026',
          'this month',
          'last 30 days',
          'month to date',
          '2026-w09',
          'last quarter',
          'today',
        ),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 1, max: 1439 }),
        fc.constantFrom('UTC', 'Europe/Paris', 'America/New_York', 'Pacific/Kiritimati'),
        (text, day, minute, timeZone) => {
          const on = addDays('2026-01-01', day);
          const now = new Date(startOfLocalDay(on, timeZone).getTime() + minute * 60_000);
          const period = parsePeriod(text, { now, timeZone, fiscalYearStart: 1 });
          const { previous, yearAgo } = comparedPeriods(period, now);
          for (const { period: other, cutAt, endsOn } of [previous, yearAgo]) {
            expect(other.from.getTime()).toBeLessThan(period.from.getTime());
            expect(cutAt.getTime()).toBeLessThan(now.getTime());
            expect(endsOn >= other.fromOn && endsOn <= other.toOn).toBe(true);
            const age = daysBetween(period.fromOn, on);
            if (!text.includes('to date')) {
              const cutOn = addDays(other.fromOn, age);
              expect(cutAt.getTime()).toBeGreaterThanOrEqual(startOfLocalDay(cutOn, timeZone).getTime());
              expect(cutAt.getTime()).toBeLessThanOrEqual(
                startOfLocalDay(addDays(cutOn, 1), timeZone).getTime(),
              );
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
