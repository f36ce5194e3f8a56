import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../src/errors.ts';
import { addDays, isoWeekday, localDateOf, startOfLocalDay } from '../../../src/lib/local-date.ts';
import { readAbsence } from '../../../src/team/read-absence.ts';

const PARIS = 'Europe/Paris';
/** A Wednesday, 16:00 in Paris. */
const NOW = new Date('2026-11-25T15:00:00Z');

function inWords(instant: Date, timeZone = PARIS): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(instant).replace(' 00:00', '');
}

function read(text: string, now = NOW, timeZone = PARIS): string {
  const { fromAt, untilAt } = readAbsence(text, { now, timeZone });
  const from = fromAt.getTime() === now.getTime() ? 'now' : inWords(fromAt, timeZone);
  return `${from} to ${inWords(untilAt, timeZone)}`;
}

describe('an absence in words', () => {
  it.each([
    ['until friday', 'now to 2026-11-27'],
    ['Until Friday 14:00.', 'now to 2026-11-27 14:00'],
    ['til wednesday', 'now to 2026-12-02'],
    ['until 18:00', 'now to 2026-11-25 18:00'],
    ['until 6pm', 'now to 2026-11-25 18:00'],
    ['until tomorrow 9:30', 'now to 2026-11-26 09:30'],
    ['until tomorrow evening', 'now to 2026-11-26 20:00'],
    ['until 2 jan', 'now to 2027-01-02'],
    ['until 2026-12-01', 'now to 2026-12-01'],
    ['until next week', 'now to 2026-11-30'],
    ['until next month', 'now to 2026-12-01'],
    ['until the end of the week', 'now to 2026-11-30'],
    ['until end of month', 'now to 2026-12-01'],
    ['until end of friday', 'now to 2026-11-28'],
    ['today', 'now to 2026-11-26'],
    ['tomorrow', '2026-11-26 to 2026-11-27'],
    ['friday', '2026-11-27 to 2026-11-28'],
    ['wednesday', '2026-12-02 to 2026-12-03'],
    ['25 nov', 'now to 2026-11-26'],
    ['24 dec', '2026-12-24 to 2026-12-25'],
    ['2026-12-24', '2026-12-24 to 2026-12-25'],
    ['this week', 'now to 2026-11-30'],
    ['next week', '2026-11-30 to 2026-12-07'],
    ['next month', '2026-12-01 to 2027-01-01'],
  ])('%s: %s', (text, span) => expect(read(text)).toBe(span));

  it.each([
    ['for 3 days', 'now to 2026-11-28'],
    ['for a day', 'now to 2026-11-26'],
    ['two weeks', 'now to 2026-12-09'],
    ['for the next 2 hours', 'now to 2026-11-25 18:00'],
    ['2h', 'now to 2026-11-25 18:00'],
    ['for 90 minutes', 'now to 2026-11-25 17:30'],
    ['for a month', 'now to 2026-12-25'],
  ])('that lasts, today counted: %s: %s', (text, span) => expect(read(text)).toBe(span));

  it.each([
    ['2026-12-24..2027-01-02', '2026-12-24 to 2027-01-03'],
    ['2026-12-24 - 2027-01-02', '2026-12-24 to 2027-01-03'],
    ['24 dec to 2 jan', '2026-12-24 to 2027-01-03'],
    ['from 24 Dec – 2 Jan', '2026-12-24 to 2027-01-03'],
    ['24-28 dec', '2026-12-24 to 2026-12-29'],
    ['24 dec until 2 jan', '2026-12-24 to 2027-01-02'],
    ['24 dec to 2027-01-02', '2026-12-24 to 2027-01-03'],
    ['20 nov to 30 nov', 'now to 2026-12-01'],
    ['friday to tuesday', '2026-11-27 to 2026-12-02'],
    ['monday through friday', '2026-11-30 to 2026-12-05'],
    ['today to friday', 'now to 2026-11-28'],
    ['now to friday', 'now to 2026-11-28'],
    ['tomorrow 9:00-12:00', '2026-11-26 09:00 to 2026-11-26 12:00'],
    ['16:30 to 18:00', '2026-11-25 16:30 to 2026-11-25 18:00'],
    ['friday 12:00 to monday', '2026-11-27 12:00 to 2026-12-01'],
  ])('with both its days: %s: %s', (text, span) => expect(read(text)).toBe(span));

  it.each([
    ['lunch', 'is not a time that I understand'],
    ['', 'is not a time that I understand'],
    ['until', 'is not a time that I understand'],
    ['14:00', 'is not a time that I understand'],
    ['1/2', 'is not a time that I understand'],
    ['until 24/12/2026', 'is not a time that I understand'],
    ['until 14:00 PST', 'is not a time that I understand'],
    ['until midnight', 'is not a time that I understand'],
    ['until may', 'is not a time that I understand'],
    ['until 30 feb', 'is not a time that I understand'],
    ['until friday or so', 'is not a time that I understand'],
    ['until in 3 hours', 'is not a time that I understand'],
    ['last friday', 'is not a time that I understand'],
    ['friday to monday to tuesday', 'is not a time that I understand'],
    ['until 14:00', 'has passed already'],
    ['2026-11-01', 'has passed already'],
    ['for 0 days', 'has passed already'],
    ['2026-12-24..2026-12-20', 'ends before it begins'],
    ['until 2028-01-01', 'is longer than a year'],
    ['for 999999999999 days', 'is longer than a year'],
    ['for 99999 hours', 'is longer than a year'],
    ['2036-01-01', 'begins more than a year from now'],
    ['9999-12-31', 'begins more than a year from now'],
    ['until 9999-12-31', 'is longer than a year'],
    ['today to 9999-12-31', 'is longer than a year'],
    ['for 9999999999999 hours', 'is longer than a year'],
    [`for ${'9'.repeat(30)} min`, 'is longer than a year'],
    ['2026-13-01', 'is not a time that I understand'],
    ['until 2027-13-01', 'is not a time that I understand'],
    ['2026-12-03..2027-13-01', 'is not a time that I understand'],
    ['until 13-01-2027', 'is not a time that I understand'],
    ['until 01.02.2027', 'is not a time that I understand'],
  ])('is refused with examples: “%s” %s', (text, fault) => {
    expect(() => read(text)).toThrow(`“${text}” ${fault}. Write it like \`until friday\``);
    expect(() => read(text)).toThrow(InvalidInputError);
  });

  it.each([
    ['until 24 nov', '24 Nov'],
    ['24 nov', '24 Nov'],
    ['until tuesday 24 nov', '24 Nov'],
    ['until end of 24 nov', '24 Nov'],
    ['26 sep to 24 nov', '26 Sept'],
    ['today to 24 nov', '24 Nov'],
    ['until 26 sep', '26 Sept'],
  ])('without a year is not next year’s when it has only just passed: %s', (text, day) => {
    const hint = `${day} has passed; add the year if you mean next year, as in ${day} 2027.`;
    expect(() => read(text)).toThrow(new InvalidInputError(hint));
  });

  it('without a year is next year’s when that has passed long ago or its year goes without saying', () => {
    expect(read('until 25 sep')).toBe('now to 2027-09-25');
    expect(read('until 24 nov 2027')).toBe('now to 2027-11-24');
    expect(read('24 dec 2026 to 2 jan', new Date('2026-01-05T10:00Z'))).toBe('2026-12-24 to 2027-01-03');
    expect(read('24 dec to 8 jan', new Date('2026-01-05T10:00Z'))).toBe('now to 2026-01-09');
  });

  it('is that of the own zone, whatever the day elsewhere', () => {
    const late = new Date('2026-11-25T23:30:00Z');
    expect(read('today', late, 'Europe/London')).toBe('now to 2026-11-26');
    expect(read('today', late, 'Asia/Tokyo')).toBe('now to 2026-11-27');
    expect(read('until friday', late, 'Pacific/Kiritimati')).toBe('now to 2026-11-27');
    expect(read('until 22:00', late, 'America/New_York')).toBe('now to 2026-11-25 22:00');
  });

  it('has the right length on days on which the clocks change', () => {
    const hours = (text: string, now: string, timeZone = PARIS) => {
      const { fromAt, untilAt } = readAbsence(text, { now: new Date(now), timeZone });
      return (untilAt.getTime() - fromAt.getTime()) / 3_600_000;
    };
    expect(hours('tomorrow', '2026-03-28T12:00Z')).toBe(23);
    expect(hours('tomorrow', '2026-10-24T12:00Z')).toBe(25);
    expect(hours('2026-10-24..2026-10-26', '2026-10-01T00:00Z')).toBe(73);
    expect(hours('for 2 days', '2026-10-24T22:00Z')).toBe(49);
    expect(hours('for 2 hours', '2026-10-25T00:30Z')).toBe(2);
    expect(read('until tomorrow 2:30', new Date('2026-03-28T12:00Z'))).toBe('now to 2026-03-29 03:30');
    expect(hours('saturday to monday', '2026-04-02T00:00Z', 'Australia/Lord_Howe')).toBe(72.5);
  });

  it('of a day is that day in every zone at every hour', () => {
    const zones = fc.constantFrom(
      ...['Europe/Paris', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Kiritimati'],
    );
    const instants = fc.date({
      min: new Date('2024-01-01T00:00Z'),
      max: new Date('2030-01-01T00:00Z'),
      noInvalidDate: true,
    });
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
    fc.assert(
      fc.property(zones, instants, fc.nat(6), (timeZone, now, index) => {
        const today = localDateOf(now, timeZone);
        const start = (days: number) => startOfLocalDay(addDays(today, days), timeZone);
        const clock = { now, timeZone };
        const ahead = ((index + 1 - isoWeekday(today) + 6) % 7) + 1;
        expect(readAbsence('tomorrow', clock)).toEqual({ fromAt: start(1), untilAt: start(2) });
        expect(readAbsence(`until ${days[index]}`, clock)).toEqual({ fromAt: now, untilAt: start(ahead) });
        expect(readAbsence(String(days[index]), clock)).toEqual({
          fromAt: start(ahead),
          untilAt: start(ahead + 1),
        });
        expect(readAbsence(addDays(today, 40), clock)).toEqual({ fromAt: start(40), untilAt: start(41) });
      }),
      { numRuns: 200 },
    );
  });

  it('never fails in any way but a refusal', () => {
    const words = fc.array(
      fc.constantFrom(
        ...['until', 'friday', 'to', '..', '-', '14:00', '31', 'dec', '2027-02-29', 'for', '3', 'days'],
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          words.map((parts) => parts.join(' ')),
        ),
        (text) => {
          try {
            const { fromAt, untilAt } = readAbsence(text, { now: NOW, timeZone: PARIS });
            expect(fromAt >= NOW && untilAt > fromAt).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidInputError);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
