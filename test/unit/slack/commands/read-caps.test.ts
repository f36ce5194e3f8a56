import { describe, expect, it } from 'vitest';
import { readCaps } from '../../../../src/slack/commands/read-caps.ts';

describe('caps in words', () => {
  it.each([
    ['5 a day', { dailyCap: 5 }],
    ['10 open', { openCap: 10 }],
    ['5 per day and 10 open', { dailyCap: 5, openCap: 10 }],
    ['off', { dailyCap: null, openCap: null }],
  ])('%s', (text, caps) => expect(readCaps(text)).toEqual(caps));

  it.each([
    ['5 a day, 6 daily', '“5 a day, 6 daily” has two caps on leads a day: give one.'],
    ['5 open and 5 open', 'two caps on open leads'],
    ['off, 5 open', '“off” is not a cap. Write it like'],
    ['', '“” is not a cap'],
  ])('%s is refused: %s', (text, fault) => expect(() => readCaps(text)).toThrow(fault));
});
