import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/client.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { countingStatements } from '../support/counting-statements.ts';
import { embeddedTestDatabase } from '../support/databases.ts';
import { aDirectory } from '../support/directory.ts';
import { aStage, at } from '../support/facts.ts';
import { addMember, aWorkspace } from '../support/workspaces.ts';

const statements = countingStatements();
let database: Database;

beforeAll(async () => {
  database = await embeddedTestDatabase(statements.wrap);
});
afterAll(() => database.close());

const mqls = (count: number) =>
  Array.from({ length: count }, (_, index) => aStage('mql', at(-2), { leadId: `L-${index}` }));
const sqls = (count: number) =>
  Array.from({ length: count }, (_, index) => aStage('sql', at(-1), { leadId: `L-${index}` }));

it.each([1, 10, 300])('a batch of %i costs a constant number of statements', async (size) => {
  const ctx = await aWorkspace(database);
  const fresh = await statements.during(() => recordStageChanges(ctx, mqls(size)));
  const known = await statements.during(() => recordStageChanges(ctx, sqls(size)));
  const repeated = await statements.during(() => recordStageChanges(ctx, sqls(size)));
  const mixed = await statements.during(() => recordStageChanges(ctx, mqls(size + 1)));
  expect({ fresh, known, repeated, mixed }).toEqual({ fresh: 2, known: 7, repeated: 3, mixed: 5 });
});

describe('a tick', () => {
  it('with nothing due costs one statement, however many leads are open', async () => {
    const ctx = await aWorkspace(database);
    await recordStageChanges(ctx, mqls(100));
    await runSlaTick(ctx, aDirectory());
    expect(await statements.during(() => runSlaTick(ctx, aDirectory()))).toBe(1);
  });

  it('costs as many statements for a hundred due leads as for two', async () => {
    const cost = async (count: number) => {
      const ctx = await aWorkspace(database);
      await addMember(ctx, 'U1', { isRep: true });
      await recordStageChanges(ctx, mqls(count));
      return statements.during(() => runSlaTick(ctx, aDirectory()));
    };
    expect(await cost(100)).toBe(await cost(2));
  });
});
