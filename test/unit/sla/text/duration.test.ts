import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  parseDuration,
  WALL_CLOCK,
  workingClock,
} from '../../../../src/sla/text/duration.ts';
import { compileCalendar } from '../../../../src/team/working-calendar.ts';
import { parseWorkingHours } from '../../../../src/team/working-hours.ts';

const working = (hours: string) =>
  workingClock(compileCalendar({ timeZone: 'UTC', hours: parseWorkingHours(hours), holidays: [] }));
const OFFICE = working('Mon-Fri 09:00-17:00');
const SHORT_FRIDAY = working('Mon-Thu 08:00-12:00 13:00-17:00, Fri 08:00-12:00');

describe('a duration', () => {
  it.each([
    ['5 min', 5],
    ['90m', 90],
    ['2 h', 120],
    ['1.5 hours', 90],
    ['1h30m', 90],
    ['1 hour and 30 mins.', 90],
    ['3 days', 3 * 1440],
    ['2 weeks', 2 * 10080],
    ['1 WK', 10080],
    ['0.5 d', 720],
  ])('"%s" is %i minutes on the wall', (text, minutes) => {
    expect(parseDuration(text, WALL_CLOCK)).toBe(minutes);
  });

  it.each([
    ['1 working day', OFFICE, 480],
    ['3 days', OFFICE, 1440],
    ['2 working weeks', OFFICE, 4800],
    ['1 week', SHORT_FRIDAY, 36 * 60],
    ['2 days', SHORT_FRIDAY, 16 * 60],
    ['2 working hours', OFFICE, 120],
  ])('"%s" counts the days that are worked', (text, clock, minutes) => {
    expect(parseDuration(text, clock)).toBe(minutes);
  });

  it.each(['', 'soon', '5', '-3 h', '3 months', '5 min before', '1,5 h', '5 min min', '2 h x'])(
    '"%s" is refused with examples',
    (text) => {
      expect(() => parseDuration(text, WALL_CLOCK)).toThrow(/is not a duration.*5 min, 2 h/);
    },
  );

  it('lasts a minute at least', () => {
    expect(() => parseDuration('0 min', WALL_CLOCK)).toThrow('shorter than a minute');
    expect(() => parseDuration('0.2 min', WALL_CLOCK)).toThrow('shorter than a minute');
  });

  it('does not speak of working days by the wall clock', () => {
    expect(() => parseDuration('1 working day', WALL_CLOCK)).toThrow('the wall clock counts here');
  });

  it.each([
    [WALL_CLOCK, 5, '5 min'],
    [WALL_CLOCK, 90, '90 min'],
    [WALL_CLOCK, 1440, '24 h'],
    [WALL_CLOCK, 2880, '2 days'],
    [WALL_CLOCK, 10080, '1 week'],
    [WALL_CLOCK, 1530, '25 h 30 min'],
    [OFFICE, 480, '1 working day'],
    [OFFICE, 2400, '5 working days'],
    [OFFICE, 120, '2 h'],
    [SHORT_FRIDAY, 36 * 60, '1 working week'],
  ])('is said in the fewest words', (clock, minutes, text) => {
    expect(formatDuration(minutes, clock)).toBe(text);
  });

  it('is read back as it is said', () => {
    const clocks = fc.constantFrom(WALL_CLOCK, OFFICE, SHORT_FRIDAY, working('Sun 00:00-24:00, Wed 9-9:07'));
    fc.assert(
      fc.property(clocks, fc.integer({ min: 1, max: 90_000 }), (clock, minutes) => {
        expect(parseDuration(formatDuration(minutes, clock), clock)).toBe(minutes);
      }),
    );
  });
});
