import { describe, expect, it } from 'vitest';
import {
  compileCalendar,
  DEFAULT_WORKING_HOURS,
  type WorkingCalendarSpec,
  workingCalendarSchema,
  workingMsPerDay,
  workingMsPerWeek,
} from '../../../src/team/working-calendar.ts';
import { parseWorkingHours } from '../../../src/team/working-hours.ts';

const hourMs = 3_600_000;

function aSpec(overrides: Partial<WorkingCalendarSpec> = {}): WorkingCalendarSpec {
  return { timeZone: 'Europe/Paris', hours: DEFAULT_WORKING_HOURS, holidays: [], ...overrides };
}

describe('a working calendar', () => {
  it('is by default Monday to Friday from nine to five', () => {
    const calendar = compileCalendar(aSpec());
    expect(workingMsPerWeek(calendar)).toBe(40 * hourMs);
    expect(workingMsPerDay(calendar)).toBe(8 * hourMs);
  });

  it('takes the most frequent length of a day as the working day, the longer one of equals', () => {
    const hoursPerDay = (text: string) =>
      workingMsPerDay(compileCalendar(aSpec({ hours: parseWorkingHours(text) }))) / hourMs;
    expect(hoursPerDay('Mon-Thu 8-12 13-18, Fri 8-12')).toBe(9);
    expect(hoursPerDay('Mon-Thu 9-15, Fri 9-17')).toBe(6);
    expect(hoursPerDay('Mon-Tue 9-13, Wed-Thu 9-17')).toBe(8);
    expect(hoursPerDay('Sat 00:00-24:00')).toBe(24);
  });

  it('is made once for equal content', () => {
    expect(compileCalendar(aSpec())).toBe(compileCalendar(structuredClone(aSpec())));
    expect(compileCalendar(aSpec())).not.toBe(compileCalendar(aSpec({ holidays: ['2026-05-01'] })));
    expect(compileCalendar(aSpec())).toBe(compileCalendar(aSpec({ holidayRegion: null })));
    expect(compileCalendar(aSpec())).not.toBe(compileCalendar(aSpec({ holidayRegion: 'DE' })));
  });

  it.each([
    ['an unknown zone', { timeZone: 'Paris' }, '"Paris" is not a time zone'],
    ['no hours', { hours: [] }, 'at least one block'],
    [
      'hours that end before they start',
      { hours: [{ weekday: 1, from: '17:00', to: '09:00' }] },
      'Mon 17:00–09:00',
    ],
    ['an empty block', { hours: [{ weekday: 1, from: '09:00', to: '09:00' }] }, 'Mon 09:00–09:00'],
    [
      'a time that does not exist',
      { hours: [{ weekday: 1, from: '9:00', to: '25:00' }] },
      '"25:00" is not a time',
    ],
    ['a start at 24:00', { hours: [{ weekday: 1, from: '24:00', to: '24:00' }] }, '"24:00" is not a time'],
    [
      'an eighth weekday',
      { hours: [{ weekday: 8, from: '09:00', to: '10:00' }] },
      'from 1 (Monday) to 7 (Sunday)',
    ],
    ['an unknown region', { holidayRegion: 'DE-XX' }, '“DE-XX” is not known; DE has BB'],
    ['a holiday that does not exist', { holidays: ['2026-02-30'] }, '"2026-02-30" is not a date'],
  ])('refuses %s', (_title, overrides, message) => {
    expect(() => compileCalendar(aSpec(overrides))).toThrow(message);
  });

  it('refuses blocks that overlap and allows blocks that touch', () => {
    const blocks = (secondFrom: string) => [
      { weekday: 2, from: secondFrom, to: '24:00' },
      { weekday: 2, from: '08:00', to: '12:00' },
    ];
    expect(() => compileCalendar(aSpec({ hours: blocks('11:59') }))).toThrow(
      'Tue 08:00–12:00 and 11:59–24:00 overlap',
    );
    expect(workingMsPerWeek(compileCalendar(aSpec({ hours: blocks('12:00') })))).toBe(16 * hourMs);
  });

  it('refuses a block inside a longer one even when a third stands between them', () => {
    const hours = [
      { weekday: 1, from: '08:00', to: '18:00' },
      { weekday: 1, from: '09:00', to: '10:00' },
      { weekday: 1, from: '11:00', to: '12:00' },
    ];
    const { error } = workingCalendarSchema.safeParse(aSpec({ hours }));
    expect(error?.issues.map((issue) => issue.message)).toEqual([
      'Mon 08:00–18:00 and 09:00–10:00 overlap.',
      'Mon 08:00–18:00 and 11:00–12:00 overlap.',
    ]);
  });

  it('names every fault at once', () => {
    const spec = aSpec({ timeZone: 'Paris', holidays: ['soon'] });
    expect(() => compileCalendar(spec)).toThrow(/"Paris" is not a time zone.*"soon" is not a date/);
  });
});
