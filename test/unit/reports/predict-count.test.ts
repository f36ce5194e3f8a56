import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictCount } from '../../../src/reports/predict-count.ts';

/** P(X = 0), P(X = 1), … of a Poisson distribution, as far as anything is left to say. */
function poisson(mean: number): number[] {
  const terms = [Math.exp(-mean)];
  while (terms.length < mean || (terms.at(-1) ?? 0) > 1e-12)
    terms.push(((terms.at(-1) ?? 0) * mean) / terms.length);
  return terms;
}

describe('where a count ends', () => {
  // Limits worked out in exact fractions, term by term.
  it.each([
    [10, 10, 10, 15, 27],
    [0, 5, 5, 0, 3],
    [1, 5, 5, 1, 6],
    [120, 32, 32, 220, 261],
    [3, 1, 20, 24, 138],
    [40, 11, 52, 188, 277],
  ])('after %s in %s of the time, with %s left, is between %s and %s', (counted, passed, left, low, high) => {
    expect(predictCount(counted, passed, left)).toEqual({ low, high });
  });

  it('is not said before any time has passed, and is what was counted once it is over', () => {
    expect(predictCount(0, 0, 22)).toBeNull();
    expect(predictCount(17, 22, 0)).toEqual({ low: 17, high: 17 });
    expect(predictCount(0, 0, 0)).toEqual({ low: 0, high: 0 });
  });

  it.each([0.05, 0.4, 1, 3, 9])(
    'is within the range 80 times of 100 and more, where %s come a day',
    (rate) => {
      for (const [passed, left] of [
        [1, 1],
        [2, 20],
        [11, 11],
        [60, 4],
      ] as const) {
        const rest = poisson(rate * left);
        let within = 0;
        for (const [counted, probability] of poisson(rate * passed).entries()) {
          const range = predictCount(counted, passed, left);
          const hit = (total: number) => range !== null && total >= range.low && total <= range.high;
          within += probability * rest.reduce((sum, one, more) => sum + (hit(counted + more) ? one : 0), 0);
        }
        expect(within).toBeGreaterThanOrEqual(0.8);
      }
    },
  );

  it('lies around the course that it is on', () => {
    const times = fc.double({ min: 0.01, max: 250, noNaN: true });
    fc.assert(
      fc.property(fc.nat(2000), times, times, (counted, passed, left) => {
        const range = predictCount(counted, passed, left);
        const course = (counted / passed) * (passed + left);
        expect(range?.low).toBeGreaterThanOrEqual(counted);
        expect(range?.low).toBeLessThanOrEqual(Math.round(course));
        expect(range?.high).toBeGreaterThanOrEqual(Math.round(course));
      }),
    );
  });

  it('is known for millions too, and for the first second of a year', () => {
    const { low = 0, high = 0 } = predictCount(1_000_000, 100, 100) ?? {};
    // Twice the count, give or take 1.28 standard deviations of the square root of 2 million.
    expect(low).toBeCloseTo(2_000_000 - 1812, -2);
    expect(high).toBeCloseTo(2_000_000 + 1812, -2);
    expect(predictCount(1, 1, 7_500_000)?.high).toBeGreaterThan(7_500_000);
  });
});
