import { describe, expect, test } from 'vitest';
import { dateToken, spanInWords, timeInWords } from '../../../src/slack/messages/times.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('an instant in words', () => {
  test.each([
    ['2026-01-05T17:00:00Z', 'Europe/Paris', 'Mon 5 Jan, 18:00 CET'],
    ['2026-07-05T17:00:00Z', 'Europe/Paris', 'Sun 5 Jul, 19:00 CEST'],
    ['2026-01-05T23:30:00Z', 'Asia/Kolkata', 'Tue 6 Jan, 05:00 GMT+5:30'],
    ['2026-01-05T00:00:00Z', 'UTC', 'Mon 5 Jan, 00:00 UTC'],
    ['2026-01-05T05:00:00Z', 'America/New_York', 'Mon 5 Jan, 00:00 GMT-5'],
  ])('%s in %s is %s', (at, timeZone, words) => {
    expect(timeInWords(new Date(at), timeZone)).toBe(words);
  });
});

test('a date token carries whole seconds and an absolute time to fall back on', () => {
  expect(dateToken(new Date('2026-01-05T17:00:00.999Z'), 'Europe/Paris')).toBe(
    '<!date^1767632400^{date_short_pretty} at {time}|Mon 5 Jan, 18:00 CET>',
  );
  expect(dateToken(new Date('2026-01-05T17:00:00Z'), 'UTC', '{ago}')).toMatch(/\^\{ago\}\|/);
});

describe('a span in words', () => {
  test.each([
    [-HOUR, '0 min'],
    [0, '0 min'],
    [40 * MINUTE, '40 min'],
    [59.4 * MINUTE, '59 min'],
    [59.6 * MINUTE, '1 h'],
    [7.5 * HOUR, '7 h 30 min'],
    [10.5 * HOUR, '10 h'],
    [47 * HOUR, '47 h'],
    [48 * HOUR, '2 days'],
    [83 * HOUR, '3 days'],
  ])('of %i ms is %s', (ms, words) => {
    expect(spanInWords(ms)).toBe(words);
  });
});
