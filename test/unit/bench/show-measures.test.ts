import { expect, test } from 'vitest';
import { median } from '../../bench/measure.ts';
import { measureLines, measureTable } from '../../bench/show-measures.ts';

const measures = [
  { measure: 'a tick', unit: 'ms', ours: [3, 1, 2], baseline: 'jobs', theirs: [4, 8, 4] },
  { measure: 'cards', unit: 'messages/s', ours: [1234.5], baseline: 'bare client', theirs: [2469] },
];

test('the median of an even number of figures lies between the middle two', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([10, 9, 100])).toBe(10);
});

test('the table aligns medians, with the least and the most, and divides ours by theirs', () => {
  expect(measureTable(measures).split('\n')).toEqual([
    'measure  unit                    ours  baseline               theirs  ratio',
    '-------  ----------  ----------------  -----------  ----------------  -----',
    'a tick   ms                   2 (1–3)  jobs                  4 (4–8)    0.5',
    'cards    messages/s  1235 (1235–1235)  bare client  2469 (2469–2469)    0.5',
  ]);
});

test('the lines for programs hold the medians', () => {
  expect(
    measureLines('some', measures)
      .split('\n')
      .map((text) => JSON.parse(text)),
  ).toEqual([
    { bench: 'some', measure: 'a tick', unit: 'ms', ours: 2, baseline: 'jobs', theirs: 4, ratio: 0.5 },
    {
      bench: 'some',
      measure: 'cards',
      unit: 'messages/s',
      ours: 1235,
      baseline: 'bare client',
      theirs: 2469,
      ratio: 0.5,
    },
  ]);
});
