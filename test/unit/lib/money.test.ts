import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactMoney, perUnit, shareOf, toCents, toCentsTogether } from '../../../src/lib/money.ts';

describe('money', () => {
  it.each([
    ['1000', 3, '333.33'],
    ['2000', 3, '666.67'],
    ['0.01', 2, '0.01'],
    ['-0.01', 2, '-0.01'],
    ['-0.01', 3, '0.00'],
    ['999999999999999999.99', 1, '999999999999999999.99'],
    ['90000', 14, '6428.57'],
  ])('%s shared by %i is %s', (amount, count, expected) => {
    expect(perUnit(exactMoney(amount), count)).toBe(expected);
  });

  it('shared by nobody is no data', () => {
    expect(perUnit(exactMoney('5'), 0)).toBeNull();
  });

  it('rounds a share once, not its parts', () => {
    expect(shareOf(exactMoney('100'), 41, 3)).toBe('1366.67');
  });

  it('shows any amount in cents as it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (cents) => {
        const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
        const text = `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(toCents(exactMoney(text))).toBe(text);
      }),
    );
  });

  it('is shown in parts that add up to the whole', () => {
    const third = exactMoney('33.33333333333333333333');
    expect(toCentsTogether([third, third, third], exactMoney('100'))).toEqual(['33.34', '33.33', '33.33']);
    expect(toCentsTogether([-third, -third, -third], exactMoney('-100'))).toEqual([
      '-33.34',
      '-33.33',
      '-33.33',
    ]);
    const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 30 }), (amounts) => {
        const total = amounts.reduce((sum, one) => sum + one, 0n);
        const shown = toCentsTogether(amounts, total);
        const sum = shown.reduce((cents, one) => cents + BigInt(one.replace('.', '')), 0n);
        expect(sum).toBe(BigInt(toCents(total).replace('.', '')));
        for (const [index, one] of shown.entries()) {
          const off = exactMoney(one) - (amounts[index] ?? 0n);
          expect(off < 0n ? -off : off).toBeLessThan(10n ** 18n);
        }
      }),
    );
  });
});
