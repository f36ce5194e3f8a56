import { describe, expect, it } from 'vitest';
import { isKept } from '../../../src/reports/kept.ts';

const noMedian = () => undefined;

describe('the verdict on a promise', () => {
  it.each([
    ['all in time', { withinSla: 10, decidedLate: 0, never: 0 }, true],
    ['six in time and four late', { withinSla: 6, decidedLate: 4, never: 0 }, true],
    ['four in time and six late', { withinSla: 4, decidedLate: 6, never: 0 }, false],
    ['six in time and four never', { withinSla: 6, decidedLate: 0, never: 4 }, false],
    ['four in time and six never', { withinSla: 4, decidedLate: 0, never: 6 }, false],
    ['nothing decided or due', { withinSla: 0, decidedLate: 0, never: 0 }, null],
  ])('of %s', (_case, judged, expected) => {
    expect(isKept(judged, noMedian)).toBe(expected);
  });

  it('of as many in time as late is that of the median', () => {
    const tie = { withinSla: 2, decidedLate: 2, never: 0 };
    expect(isKept(tie, () => 0.99)).toBe(true);
    expect(isKept(tie, () => 1.01)).toBe(false);
  });
});
