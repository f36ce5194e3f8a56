import { expect, it } from 'vitest';
import { runSeed } from '../simulate/run-seed.ts';

/** A day of a small team: enough for turns to end and processes to die. */
const SHORT = { small: true, weeks: 1 / 7 };

it.each([1, 2, 3, 4])('no invariant breaks in the world of seed %i', { timeout: 120_000 }, async (seed) => {
  const { violations, posted } = await runSeed(seed, SHORT);
  expect(violations).toEqual([]);
  expect(posted).toBeGreaterThan(0);
});

it('the same seed gives the same run', { timeout: 120_000 }, async () => {
  const [one, other] = [await runSeed(5, SHORT), await runSeed(5, SHORT)];
  expect(other.trace).toEqual(one.trace);
  expect(one.violations).toEqual([]);
});

it.each([
  ['a message twice', 'times'],
  ['a message lost', 'Slack has no such message'],
] as const)('the checker notices %s', { timeout: 120_000 }, async (sabotage, complaint) => {
  const { violations } = await runSeed(2, { ...SHORT, sabotage });
  expect(violations.map(({ what }) => what)).toContainEqual(expect.stringContaining(complaint));
});
