import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WALL_CLOCK } from '../../../../src/sla/text/duration.ts';
import { formatReminders, parseReminders } from '../../../../src/sla/text/reminders.ts';
import type { ReminderTime } from '../../../../src/vocabulary.ts';

const read = (text: string) => parseReminders(text, WALL_CLOCK, 60);

describe('reminders', () => {
  it('are shares of the time and times before its end', () => {
    expect(read('50%, 12.5 %; 15 min before the deadline\n1m before')).toEqual([
      { fraction: 0.5 },
      { fraction: 0.125 },
      { minutesBefore: 15 },
      { minutesBefore: 1 },
    ]);
  });

  it.each(['', '  ', ',', 'none', 'Never'])('are none for %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('are each sent once', () => {
    expect(read('75%, 75 percent, 15 min before, 0.25 h before')).toHaveLength(2);
  });

  it.each([
    ['75', '“75” does not say when to remind. Write it like 50%, 75%, 15 min before.'],
    ['75%, soon before', '“soon” is not a duration'],
    ['0%', '“0%” is not between 0% and 100%'],
    ['100%', 'is not between'],
    ['60 min before', '“60 min before” is no later than the start: the whole promise is 1 h.'],
    ['2 h before', 'no later than the start'],
    [Array.from({ length: 11 }, (_, i) => `${i + 1}%`).join(), 'These are 11 reminders'],
  ])('%j are refused by their part', (text, words) => {
    expect(() => read(text)).toThrow(words);
  });

  it('are read back as they are said', () => {
    const reminder: fc.Arbitrary<ReminderTime> = fc.oneof(
      fc.integer({ min: 1, max: 9_999 }).map((hundredths) => ({ fraction: hundredths / 10_000 })),
      fc.integer({ min: 1, max: 599 }).map((minutesBefore) => ({ minutesBefore })),
    );
    const reminders = fc.uniqueArray(reminder, { maxLength: 6, selector: (one) => JSON.stringify(one) });
    fc.assert(
      fc.property(reminders, (list) => {
        expect(parseReminders(formatReminders(list, WALL_CLOCK), WALL_CLOCK, 600)).toEqual(list);
      }),
    );
  });
});
