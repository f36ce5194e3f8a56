import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayNumberOf } from '../../../src/lib/local-date.ts';
import { regionHolidays } from '../../../src/team/holidays.ts';
import { compileCalendar, type WorkingCalendarSpec } from '../../../src/team/working-calendar.ts';
import { addWorkingTime, isWorkingInstant, workingTimeBetween } from '../../../src/team/working-time.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;

const clockChanges = [
  ['Europe/Paris', '2026-03-29T01:00Z'],
  ['Europe/Paris', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['Africa/Cairo', '2024-04-25T22:00Z'],
  ['Africa/Cairo', '2024-10-31T21:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Asia/Kathmandu', '1985-12-31T18:30Z'],
  ['Asia/Kathmandu', '2028-02-29T00:00Z'],
  ['America/St_Johns', '2026-03-08T05:30Z'],
  ['America/St_Johns', '2026-11-01T04:30Z'],
  ['America/St_Johns', '2027-01-01T03:30Z'],
  ['Europe/Berlin', '2024-02-29T00:00Z'],
  ['Europe/Berlin', '2024-03-31T01:00Z'],
] as const;
const regions = [undefined, null, 'DE-BY', 'US-CA', 'TR', 'CA-NL'];

const blockMarks = fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 5 });

function timeOfQuarter(quarter: number): string {
  return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
}

const scenes = fc
  .record({
    change: fc.constantFrom(...clockChanges),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    marks: blockMarks,
    holidayOffsets: fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 2 }),
    holidayRegion: fc.constantFrom(...regions),
    startMinutes: fc.integer({ min: -3 * 1_440, max: 3 * 1_440 }),
  })
  .map(({ change: [timeZone, changeAt], weekdays, marks, holidayOffsets, holidayRegion, startMinutes }) => {
    const sorted = marks.toSorted((a, b) => a - b);
    const blocks = Array.from({ length: Math.floor(sorted.length / 2) }, (_, i) => ({
      from: timeOfQuarter(sorted[2 * i] ?? 0),
      to: timeOfQuarter(sorted[2 * i + 1] ?? 0),
    }));
    const spec: WorkingCalendarSpec = {
      timeZone,
      hours: weekdays.flatMap((weekday) => blocks.map((block) => ({ weekday, ...block }))),
      holidays: holidayOffsets.map((days) => addDays(changeAt.slice(0, 10), days)),
      ...(holidayRegion === undefined ? {} : { holidayRegion }),
    };
    return {
      spec,
      calendar: compileCalendar(spec),
      start: new Date(Date.parse(changeAt) + startMinutes * minuteMs),
    };
  });
const durations = fc.oneof(
  fc.integer({ min: 0, max: 100 * hourMs }),
  fc.integer({ min: 0, max: 400 }).map((quarters) => quarters * 15 * minuteMs),
);

function isWorkingByTheWallClock(
  instant: Date,
  spec: WorkingCalendarSpec,
  wallClock: Intl.DateTimeFormat,
): boolean {
  const [date = '', time = ''] = wallClock.format(instant).split(' ');
  const weekday = new Date(date).getUTCDay() || 7;
  if (spec.holidays.includes(date)) return false;
  if (regionHolidays(spec.holidayRegion ?? 'none', Number(date.slice(0, 4))).has(dayNumberOf(date)))
    return false;
  return spec.hours.some((block) => block.weekday === weekday && block.from <= time && time < block.to);
}

describe('working time across clock changes', () => {
  it('between the start and the start plus d is d', () => {
    fc.assert(
      fc.property(scenes, durations, ({ calendar, start }, d) => {
        expect(workingTimeBetween(start, addWorkingTime(start, d, calendar), calendar)).toBe(d);
      }),
    );
  });

  it('ends later for a later start and for a longer duration, never earlier', () => {
    fc.assert(
      fc.property(scenes, fc.nat(5 * 1_440), durations, durations, ({ calendar, start }, minutes, a, b) => {
        const laterStart = new Date(start.getTime() + minutes * minuteMs);
        const end = addWorkingTime(start, Math.min(a, b), calendar).getTime();
        expect(addWorkingTime(laterStart, Math.min(a, b), calendar).getTime()).toBeGreaterThanOrEqual(end);
        expect(addWorkingTime(start, Math.max(a, b), calendar).getTime()).toBeGreaterThanOrEqual(end);
      }),
    );
  });

  it('added in two parts is the same as added at once', () => {
    fc.assert(
      fc.property(scenes, durations, durations, ({ calendar, start }, a, b) => {
        const inParts = addWorkingTime(addWorkingTime(start, a, calendar), b, calendar);
        expect(inParts).toEqual(addWorkingTime(start, a + b, calendar));
      }),
    );
  });

  it('is the sum of its parts wherever it is split', () => {
    const offsets = fc.integer({ min: -400 * 24 * hourMs, max: 400 * 24 * hourMs });
    fc.assert(
      fc.property(scenes, offsets, offsets, ({ calendar, start }, a, b) => {
        const middle = new Date(start.getTime() + a);
        const end = new Date(start.getTime() + b);
        const parts = workingTimeBetween(start, middle, calendar) + workingTimeBetween(middle, end, calendar);
        expect(parts).toBe(workingTimeBetween(start, end, calendar));
      }),
    );
  });

  it('never ends outside working hours: the end is a working instant or the end of a block', () => {
    fc.assert(
      fc.property(scenes, durations, ({ calendar, start }, d) => {
        const end = addWorkingTime(start, d, calendar);
        const justBefore = new Date(end.getTime() - 1);
        expect(isWorkingInstant(end, calendar) || isWorkingInstant(justBefore, calendar)).toBe(true);
      }),
    );
  });

  it('is what a counter of minutes reads off the wall clock', () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: 1, max: 3 * 1_440 }), ({ spec, calendar, start }, minutes) => {
        const wallClock = new Intl.DateTimeFormat('sv-SE', {
          timeZone: spec.timeZone,
          dateStyle: 'short',
          timeStyle: 'short',
        });
        let counted = 0;
        for (let minute = 0; minute < minutes; minute++) {
          const instant = new Date(start.getTime() + minute * minuteMs);
          const isWorking = isWorkingByTheWallClock(instant, spec, wallClock);
          if (isWorking !== isWorkingInstant(instant, calendar))
            expect.fail(`disagreement at ${instant.toISOString()}`);
          if (isWorking) counted++;
        }
        const end = new Date(start.getTime() + minutes * minuteMs);
        expect(workingTimeBetween(start, end, calendar)).toBe(counted * minuteMs);
      }),
      { numRuns: 60 },
    );
  });
});
