import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalMarkOf, mixedColumnFault } from '../../../src/intake/csv/decimal-mark.ts';
import { parseAmount } from '../../../src/intake/csv/parse-amount.ts';

const column = (...texts: string[]) => texts.map((text, at) => ({ line: at + 2, text }));

describe('parseAmount', () => {
  it.each([
    ['12.50', '.', '12.50'],
    ['1,234.56', '.', '1234.56'],
    ['1.234,56', ',', '1234.56'],
    ['1 234,56', ',', '1234.56'],
    ["1'234.56", '.', '1234.56'],
    ['€ 1.234,56', ',', '1234.56'],
    ['1.234,56 EUR', ',', '1234.56'],
    ['-5', '.', '-5'],
    ['−5,10', ',', '-5.10'],
    ['-€5', '.', '-5'],
    ['€-5', '.', '-5'],
    ['(5.00)', '.', '-5.00'],
    ['(€ 5)', '.', '-5'],
    ['.5', '.', '0.5'],
    ['007', '.', '7'],
    ['-0.00', '.', '0.00'],
    ['0.1000000000000000055', '.', '0.1000000000000000055'],
  ] as const)('reads %s exactly', (text, mark, expected) => {
    expect(parseAmount(text, mark, 'EUR')).toBe(expected);
  });

  it.each(['n/a', '1.2.3', '1,23.4', '12 34', '--5', '5-5', '1e5', 'EUR'])('refuses %s', (text) => {
    expect(() => parseAmount(text, '.', 'EUR')).toThrow(`"${text}" is no amount.`);
  });

  it('refuses an amount written unlike its column', () => {
    expect(() => parseAmount('12,5', '.', 'EUR')).toThrow(
      '"12,5" is written with a decimal comma, the rest of the column with a decimal point.',
    );
  });

  it.each(['£5', '5 USD'])('refuses %s in a workspace that keeps euros', (text) => {
    expect(() => parseAmount(text, '.', 'EUR')).toThrow('is not in EUR');
  });

  it('reads what Intl writes, in either convention', () => {
    const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom(['en-US', '.'] as const, ['de-DE', ','] as const),
        (amount, [locale, mark]) => {
          const text = (amount / 100).toLocaleString(locale, { style: 'currency', currency: 'EUR' });
          expect(Number(parseAmount(text, mark, 'EUR'))).toBe(amount / 100);
        },
      ),
    );
  });
});

describe('decimalMarkOf', () => {
  it.each([
    ['.', ['1,234', '1.5']],
    ['.', ['1,234,567', '1,234']],
    ['.', ['5', '12']],
    [',', ['1.234', '1,5']],
    [',', ['1.234', '1.234,56']],
    [',', ['1234,567']],
    [',', ['0,125']],
  ] as const)('finds %s by the column as a whole', (mark, texts) => {
    expect(decimalMarkOf(column(...texts))).toEqual({ mark, isMixed: false });
  });

  it('refuses a column that can be read in two ways', () => {
    expect(() => decimalMarkOf(column('5', '1,234', '2,500'))).toThrow(
      'The amounts can be read in two ways: "1,234" in line 3 is 1234 or 1.234, and no other line tells which. Say it with --decimal "." or --decimal ",".',
    );
  });

  it('refuses a column that contradicts itself, naming the lines', () => {
    expect(() => decimalMarkOf(column('1.5', '2,5'))).toThrow(/line 2 \("1\.5"\) .* line 3 \("2,5"\)/);
  });

  it('follows the many and trusts no amount that could be either', () => {
    const mark = decimalMarkOf(column('1.5', '2.5', '2,5', '1,234'));
    expect(mark).toEqual({ mark: '.', isMixed: true });
    expect(mixedColumnFault('1,234', mark)).toMatch(/can be read in two ways/);
    expect(mixedColumnFault('1.5', mark)).toBeUndefined();
  });
});
