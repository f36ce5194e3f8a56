import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/lib/local-date.ts';
import { formatHolidays, parseHolidays } from '../../../src/team/holiday-dates.ts';

describe('own free days', () => {
  it('are dates and ranges, by comma or by line, sorted and each once', () => {
    expect(parseHolidays('2026-12-24, 2026-12-30 .. 2027-01-01;\n2026-12-31\n2026-05-04')).toEqual([
      ...['2026-05-04', '2026-12-24', '2026-12-30', '2026-12-31', '2027-01-01'],
    ]);
    expect(parseHolidays(' \n ')).toEqual([]);
  });

  it('are written shortest, one day or range a line', () => {
    expect(formatHolidays(['2026-12-31', '2026-12-24', '2026-12-30', '2027-01-01'])).toBe(
      '2026-12-24\n2026-12-30..2027-01-01',
    );
  });

  it('survive being written and read back', () => {
    const days = fc
      .uniqueArray(fc.nat(120), { maxLength: 40 })
      .map((offsets) => offsets.map((offset) => addDays('2028-01-15', offset)));
    fc.assert(
      fc.property(days, (list) => {
        expect(parseHolidays(formatHolidays(list))).toEqual(list.toSorted());
      }),
    );
  });

  it.each([
    ['24.12.2026', '“24.12.2026” is not a date'],
    ['2026-02-30', '“2026-02-30” is not a date'],
    ['2026-12-24 to 2026-12-26', '“to” is not a date'],
    ['2026-12-26..2026-12-24', 'ends before it begins'],
    ['2026-01-01..2027-02-01', 'is longer than a year'],
    ['2026-01-01..2026-01-02..2026-01-03', 'is not a date'],
  ])('are refused with an example: %s', (text, fault) => {
    expect(() => parseHolidays(text)).toThrow(fault);
    expect(() => parseHolidays(text)).toThrow('Write dates such as 2026-12-24');
  });

  it('are refused when they would not fit the form that shows them', () => {
    const many = Array.from({ length: 300 }, (_, index) => addDays('2026-01-01', index * 2));
    expect(() => parseHolidays(many.join('\n'))).toThrow('too many free days');
  });

  it('are at most as many as a calendar takes', () => {
    const years = (count: number) =>
      Array.from({ length: count }, (_, index) => `${2026 + index}-01-01..${2026 + index}-12-31`).join();
    expect(parseHolidays(years(13))).toHaveLength(4748);
    expect(() => parseHolidays(years(14))).toThrow('too many free days');
  });
});
