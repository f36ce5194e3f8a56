import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../../src/lib/csv-text.ts';

const dataOf = (file: string): string[][] => parse(file, { bom: true, relaxColumnCount: true });

describe('a CSV file', () => {
  it('is read back as it was written, whatever the text', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const kept = rows.filter((row) => row.some((text) => text !== ''));
        expect(dataOf(csvText(['a', 'b'], kept))).toEqual([['a', 'b'], ...kept]);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("https://evil.test","x")'])(
    'holds %j as text, not as a formula',
    (formula) => {
      expect(dataOf(csvText(['a'], [[formula]]))).toEqual([['a'], [`'${formula}`]]);
    },
  );

  it('begins with a byte-order mark, ends lines as spreadsheets do, and leaves numbers alone', () => {
    expect(csvText(['a', 'b', 'c'], [[-1.5, null, 'ö']])).toBe('\uFEFFa,b,c\r\n-1.5,,ö\r\n');
  });
});
