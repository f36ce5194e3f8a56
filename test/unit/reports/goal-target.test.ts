import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, isoWeekday, type LocalDate } from '../../../src/lib/local-date.ts';
import { expectedByNow, targetOf } from '../../../src/reports/goal-target.ts';

const GOALS = [
  { metric: 'mqls' as const, fromMonth: '2026-01-01', target: 100 },
  { metric: 'mqls' as const, fromMonth: '2026-03-01', target: 0 },
  { metric: 'mqls' as const, fromMonth: '2026-05-01', target: 80 },
  { metric: 'sqls' as const, fromMonth: '2026-02-01', target: 10 },
];

/** Weekdays, except that nobody works in August. */
function worked(fromOn: LocalDate, toOn: LocalDate): number {
  const days = Array.from({ length: daysBetween(fromOn, toOn) }, (_, index) => addDays(fromOn, index));
  return days.filter((day) => isoWeekday(day) < 6 && !day.startsWith('2026-08')).length;
}

const target = (fromOn: LocalDate, toOn: LocalDate) => targetOf(GOALS, 'mqls', { fromOn, toOn }, worked);

describe('the target of a period', () => {
  it.each([
    ['2026-01-01', '2026-02-01', 100, 1],
    ['2026-01-01', '2026-04-01', 200, 2],
    ['2026-01-01', '2027-01-01', 200 + 8 * 80, 10],
    ['2026-03-01', '2026-05-01', null, 0],
    ['2025-01-01', '2026-01-01', null, 0],
    // 22 weekdays in January, 20 in February.
    ['2026-01-05', '2026-01-12', (100 * 5) / 22, 1],
    ['2026-01-26', '2026-02-09', (100 * 5) / 22 + (100 * 5) / 20, 2],
    ['2026-01-10', '2026-01-12', 0, 1],
    // Nobody works in August: its days count alike.
    ['2026-08-01', '2026-08-11', (80 * 10) / 31, 1],
  ])('from %s up to %s is %s, of %s months with a goal', (fromOn, toOn, sum, monthsWithGoal) => {
    const found = target(fromOn, toOn);
    expect(found.monthsWithGoal).toBe(monthsWithGoal);
    if (sum === null) expect(found.target).toBeNull();
    else expect(found.target).toBeCloseTo(sum, 9);
  });

  it('is the sum of those of its parts', () => {
    const days = fc.integer({ min: 0, max: 800 });
    fc.assert(
      fc.property(days, days, days, (...at) => {
        const [a = '', b = '', c = ''] = at
          .toSorted((x, y) => x - y)
          .map((day, index) => addDays('2025-10-01', day + index));
        const sum = (target(a, b).target ?? 0) + (target(b, c).target ?? 0);
        expect(target(a, c).target ?? 0).toBeCloseTo(sum, 6);
      }),
    );
  });

  it('is the whole goal for a whole month, whatever its holidays', () => {
    fc.assert(
      fc.property(fc.nat(40), (month) => {
        const fromOn = addMonths('2026-05-01', month);
        expect(target(fromOn, addMonths(fromOn, 1)).target).toBe(80);
      }),
    );
  });
});

describe('what is expected by now', () => {
  const time = { passed: 0, all: 100, day: 1, isOver: false };

  it('grows with the working time that has passed', () => {
    expect(expectedByNow(60, time)).toBe(0);
    expect(expectedByNow(60, { ...time, passed: 35 })).toBe(21);
    expect(expectedByNow(60, { ...time, passed: 100, isOver: true })).toBe(60);
  });

  it('is all of it once the period is over, and unknown where no time is worked before', () => {
    expect(expectedByNow(60, { ...time, all: 0, isOver: true })).toBe(60);
    expect(expectedByNow(60, { ...time, all: 0 })).toBeNull();
    expect(expectedByNow(null, time)).toBeNull();
  });
});
