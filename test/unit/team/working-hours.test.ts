import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_WORKING_HOURS, sortedHours } from '../../../src/team/working-calendar.ts';
import { formatWorkingHours, parseWorkingHours } from '../../../src/team/working-hours.ts';
import type { WorkingHours } from '../../../src/vocabulary.ts';

describe('working hours in words', () => {
  it.each([
    ['Mon-Fri 09:00-17:00', 'Mon–Fri 09:00–17:00'],
    ['Mon-Fri 09:00-17:00, Sat 10:00-12:00', 'Mon–Fri 09:00–17:00, Sat 10:00–12:00'],
    ['Mon,Wed 9:00-12:00 13:00-17:00', 'Mon, Wed 09:00–12:00 and 13:00–17:00'],
    ['mon, tue, wed 9-12, 13-17; fri 9-12', 'Mon–Wed 09:00–12:00 and 13:00–17:00, Fri 09:00–12:00'],
    ['Monday – Friday 9 am to 5:30 pm', 'Mon–Fri 09:00–17:30'],
    ['Tuesdays and Thurs 12am-12pm', 'Tue, Thu 00:00–12:00'],
    ['Fri-Mon 8.30-24', 'Mon, Fri–Sun 08:30–24:00'],
    ['Mon-Sun 00:00-24:00', 'Mon–Sun 00:00–24:00'],
    ['Sat 10-12 Mon-Fri 9-17', 'Mon–Fri 09:00–17:00, Sat 10:00–12:00'],
  ])('"%s" reads "%s"', (text, short) => {
    expect(formatWorkingHours(parseWorkingHours(text))).toBe(short);
  });

  it('of Monday to Friday from nine to five are the default', () => {
    expect(parseWorkingHours('Mon-Fri 09:00-17:00')).toEqual(DEFAULT_WORKING_HOURS);
  });

  it.each([
    ['Foo 9-10', 'Cannot read "foo"'],
    ['Mon 9', 'Cannot read "9"'],
    ['Mon 9-25', 'Cannot read "9-25"'],
    ['Mon 9:60-10', 'Cannot read "9:60-10"'],
    ['Mon 13pm-15', 'Cannot read "13pm-15"'],
    ['Mon-Tue-Wed 9-10', 'Cannot read "mon-tue-wed"'],
    ['9-17', 'name no day'],
    ['Mon 9-17, Tue', 'lack a time'],
    ['  ', 'lack a time'],
    ['Mon-Fri 22:00-06:00', 'Mon 22:00–06:00 does not end after it starts'],
    ['Mon 9-12 11-13', 'Mon 09:00–12:00 and 11:00–13:00 overlap'],
    ['Mon-Fri 9-17, Wed 16-18', 'Wed 09:00–17:00 and 16:00–18:00 overlap'],
  ])('"%s" is refused with what is accepted', (text, message) => {
    expect(() => parseWorkingHours(text)).toThrow(message);
    expect(() => parseWorkingHours(text)).toThrow('for example "Mon-Fri 09:00-17:00, Sat 10:00-12:00"');
  });

  it('survive being written and read back', () => {
    const time = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    const day = fc
      .uniqueArray(fc.integer({ min: 0, max: 1_440 }), { minLength: 0, maxLength: 6 })
      .map((marks) => {
        const sorted = marks.toSorted((a, b) => a - b);
        return Array.from(
          { length: Math.floor(sorted.length / 2) },
          (_, i) => [sorted[2 * i] ?? 0, sorted[2 * i + 1] ?? 0] as const,
        );
      });
    const week = fc
      .array(day, { minLength: 7, maxLength: 7 })
      .map((days): WorkingHours[] =>
        days.flatMap((blocks, index) =>
          blocks.map(([from, to]) => ({ weekday: index + 1, from: time(from), to: time(to) })),
        ),
      );
    fc.assert(
      fc.property(
        week.filter((hours) => hours.length > 0),
        (hours) => {
          expect(parseWorkingHours(formatWorkingHours(hours))).toEqual(sortedHours(hours));
        },
      ),
    );
  });
});
