import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSeed } from '../simulate/run-seed.ts';
import { embeddedSimDatabase, type SimDatabase, serverSimDatabase } from '../simulate/sim-database.ts';
import { postgresServer } from '../support/postgres.ts';

/** A day of a small team: enough for turns to end and processes to die. */
const SHORT = { small: true, weeks: 1 / 7 };

let database: SimDatabase;
beforeAll(async () => {
  const server = await postgresServer();
  database =
    'url' in server ? await serverSimDatabase(server.url, { connections: 1 }) : await embeddedSimDatabase();
});
afterAll(() => database?.close());

it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
  'no invariant breaks in the world of seed %i',
  { timeout: 120_000 },
  async (seed) => {
    const { violations, posted } = await runSeed(database, seed, SHORT);
    expect(violations).toEqual([]);
    expect(posted).toBeGreaterThan(0);
  },
);

it('the same seed gives the same run', { timeout: 120_000 }, async () => {
  const [one, other] = [await runSeed(database, 5, SHORT), await runSeed(database, 5, SHORT)];
  expect(other.trace).toEqual(one.trace);
});

it.each([
  ['a message twice', 'times'],
  ['a message lost', 'Slack has no such message'],
] as const)('the checker notices %s', { timeout: 120_000 }, async (sabotage, complaint) => {
  const { violations } = await runSeed(database, 2, { ...SHORT, sabotage });
  expect(violations.map(({ what }) => what)).toContainEqual(expect.stringContaining(complaint));
});
