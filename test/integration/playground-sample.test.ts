import { expect, it } from 'vitest';
import { seedSample } from '../../src/playground/sample.ts';
import { hours } from '../support/facts.ts';
import { listFacts } from '../support/ledger-state.ts';
import { embeddedDatabaseOfSuite } from '../support/run-app.ts';
import { aWorkspace } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();
const DECISIONS = ['sql', 'rejected', 'recycled'];

it('the sample of the playground is topped up on a later day, and tells no lead’s story twice', async () => {
  const ctx = await aWorkspace(database());
  await seedSample(ctx);
  const before = (await listFacts(ctx)).length;
  ctx.clock.advance(hours(72));
  await seedSample(ctx);
  const facts = await listFacts(ctx);
  expect(facts.length).toBeGreaterThan(before);
  const decisions = facts.filter((fact) => fact.kind === 'stage' && DECISIONS.includes(String(fact.stage)));
  const leadIds = decisions.map(({ leadId }) => leadId);
  expect(new Set(leadIds).size).toBe(leadIds.length);
});
