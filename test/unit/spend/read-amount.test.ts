import { describe, expect, it } from 'vitest';
import { readAmount } from '../../../src/spend/read-amount.ts';

describe('a typed amount', () => {
  it.each([
    ['1500', '1500'],
    [' 1,500.50 ', '1500.5'],
    ['€1,234,567', '1234567'],
    ['-20.00', '-20'],
    ['-€20', '-20'],
    ['0', '0'],
  ])('%s is %s', (typed, amount) => {
    expect(readAmount(typed)).toBe(amount);
  });

  it.each([
    '',
    'much',
    '1.500,50',
    '1,5',
    '12,34',
    '1500 EUR',
    '1e3',
    '--5',
    '5-',
    '1.2.3',
    `1${'0'.repeat(18)}`,
  ])('%o is refused, for it could be read in another way or not at all', (typed) => {
    expect(() => readAmount(typed)).toThrow('is not an amount. Write it like 1500 or 1500.50.');
  });
});
