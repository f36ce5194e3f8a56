import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberCalendar, nextAtWork } from '../../../src/team/member-calendar.ts';
import { compileCalendar } from '../../../src/team/working-calendar.ts';
import { parseWorkingHours } from '../../../src/team/working-hours.ts';
import { isWorkingInstant } from '../../../src/team/working-time.ts';

const minuteMs = 60_000;
const team = {
  timeZone: 'Europe/Paris',
  workingHours: parseWorkingHours('Mon-Fri 09:00-17:00'),
  holidays: ['2026-12-24'],
  holidayRegion: 'FR',
};
const nothingOwn = { workingHours: null, ownTimeZone: null, timeZone: null, holidayRegion: null };

function specOf(member: Partial<typeof nothingOwn> | Record<string, unknown>, usesMemberTimeZones = false) {
  return memberCalendar(team, { ...nothingOwn, ...member }, { usesMemberTimeZones }).spec;
}

describe('the calendar of a member', () => {
  it('is the team’s where nothing is their own, and for whoever is no member', () => {
    const { workingHours: hours, ...rest } = team;
    expect(specOf({})).toEqual({ ...rest, hours });
    expect(memberCalendar(team, undefined, { usesMemberTimeZones: true }).spec).toEqual({ ...rest, hours });
  });

  it('has their own hours, zone and holidays, beside the free days of the team', () => {
    const workingHours = parseWorkingHours('Mon-Thu 08:00-16:00');
    expect(specOf({ workingHours, ownTimeZone: 'Asia/Tokyo', holidayRegion: 'JP' })).toEqual({
      ...{ timeZone: 'Asia/Tokyo', hours: workingHours, holidays: ['2026-12-24'], holidayRegion: 'JP' },
    });
  });

  it('takes the zone that Slack shows only when told to, and only after their own', () => {
    expect(specOf({ timeZone: 'Asia/Tokyo' }).timeZone).toBe('Europe/Paris');
    expect(specOf({ timeZone: 'Asia/Tokyo' }, true).timeZone).toBe('Asia/Tokyo');
    expect(specOf({ timeZone: 'Asia/Tokyo', ownTimeZone: 'Asia/Kolkata' }, true).timeZone).toBe(
      'Asia/Kolkata',
    );
  });

  it('falls back to the team’s zone and region where Slack, or the past, says something odd', () => {
    expect(specOf({ timeZone: 'Mars/Base' }, true).timeZone).toBe('Europe/Paris');
    expect(specOf({ timeZone: '' }, true).timeZone).toBe('Europe/Paris');
    expect(specOf({ timeZone: '+02:00' }, true).timeZone).toBe('Europe/Paris');
    expect(specOf({ holidayRegion: 'ZZ' }).holidayRegion).toBe('FR');
  });
});

describe('when somebody is next at work', () => {
  const calendar = memberCalendar(team, undefined, { usesMemberTimeZones: false });
  const next = (now: string, ...absences: [from: string, until: string][]) =>
    nextAtWork(
      calendar,
      absences.map(([from, until]) => ({ fromAt: new Date(from), untilAt: new Date(until) })),
      new Date(now),
    )?.toISOString();

  it('is now, the next block of work, or the first one after the absences', () => {
    expect(next('2026-01-05T09:00Z')).toBe('2026-01-05T09:00:00.000Z');
    expect(next('2026-01-09T16:30Z')).toBe('2026-01-12T08:00:00.000Z');
    expect(next('2026-01-05T09:00Z', ['2026-01-05T00:00Z', '2026-01-05T10:30Z'])).toBe(
      '2026-01-05T10:30:00.000Z',
    );
    const chained: [string, string][] = [
      ['2026-01-06T11:00Z', '2026-01-09T23:00Z'],
      ['2026-01-05T00:00Z', '2026-01-06T12:00Z'],
    ];
    expect(next('2026-01-05T09:00Z', ...chained)).toBe('2026-01-12T08:00:00.000Z');
  });

  it('is not known when it lies more than 60 days ahead', () => {
    expect(next('2026-01-05T09:00Z', ['2026-01-01T00:00Z', '2026-03-06T09:00Z'])).toBe(
      '2026-03-06T09:00:00.000Z',
    );
    expect(next('2026-01-05T09:00Z', ['2026-01-01T00:00Z', '2026-03-06T09:01Z'])).toBeUndefined();
    expect(next('2026-01-05T09:00Z', ['2026-01-01T00:00Z', '9999-01-01T00:00Z'])).toBeUndefined();
  });

  it('is the first minute that is worked and in no absence, by counting', () => {
    const starts = fc.constantFrom('2026-03-27T22:00Z', '2026-10-23T12:00Z', '2026-12-23T09:30Z');
    const spans = fc.array(
      fc.record({ from: fc.integer({ min: -600, max: 4_000 }), length: fc.integer({ min: 0, max: 3_000 }) }),
      { maxLength: 5 },
    );
    const hours = fc.constantFrom(
      'Mon-Fri 09:00-17:00',
      'Mon-Sun 08:00-11:30 13:00-18:00',
      'Sat-Sun 01:30-03:15',
    );
    const zones = fc.constantFrom('Europe/Paris', 'America/St_Johns', 'Asia/Kathmandu');
    fc.assert(
      fc.property(starts, fc.nat(1_440), spans, hours, zones, (start, later, lengths, text, timeZone) => {
        const worked = compileCalendar({
          timeZone,
          hours: parseWorkingHours(text),
          holidays: [],
          holidayRegion: 'FR',
        });
        const now = new Date(Date.parse(start) + later * minuteMs);
        const minutesOn = (minutes: number) => new Date(now.getTime() + minutes * minuteMs);
        const absences = lengths.map(({ from, length }) => ({
          fromAt: minutesOn(from),
          untilAt: minutesOn(from + length),
        }));
        const isAt = (at: Date) =>
          isWorkingInstant(at, worked) &&
          !absences.some(({ fromAt, untilAt }) => fromAt <= at && at < untilAt);
        let minutes = 0;
        while (!isAt(minutesOn(minutes)) && minutes < 20_000) minutes++;
        expect(nextAtWork(worked, absences, now)).toEqual(minutesOn(minutes));
      }),
      { numRuns: 100 },
    );
  });
});
