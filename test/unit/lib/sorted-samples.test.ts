import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanOf, quantileOf, sampleOfBytes, sortedSample } from '../../../src/lib/sorted-samples.ts';

const wholeNumbers = fc.array(
  fc.oneof(fc.integer({ min: -5, max: 9 }), fc.integer({ max: 2 ** 40, min: 0 })),
);

/** As `percentile_cont` is defined, over one sorted list. */
function percentileCont(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const position = share * (sorted.length - 1);
  const [below = 0, above = 0] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return below + (above - below) * (position - Math.floor(position));
}

describe('samples that are taken together', () => {
  it('have the quantiles and the mean of the whole', () => {
    fc.assert(
      fc.property(fc.array(wholeNumbers), fc.double({ min: 0, max: 1, noNaN: true }), (lists, share) => {
        const samples = lists.map((list) => sortedSample(list));
        const all = lists.flat();
        expect(quantileOf(samples, share)).toBe(percentileCont(all, share));
        const mean = all.length === 0 ? null : all.reduce((sum, value) => sum + value, 0) / all.length;
        expect(meanOf(samples)).toBe(mean);
      }),
    );
  });

  it('are read from the bytes of the database, wherever these lie in memory', () => {
    const bytes = Buffer.alloc(25);
    for (const [index, value] of [3, 1, 2].entries()) bytes.writeDoubleBE(value, 1 + index * 8);
    expect([...sampleOfBytes(bytes.subarray(1))]).toEqual([1, 2, 3]);
    expect([...sampleOfBytes(null)]).toEqual([]);
  });
});
