import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/client.ts';
import { handoffs } from '../../src/db/schema.ts';
import { listQueuePage } from '../../src/leads/list-queue-page.ts';
import { composeHome } from '../../src/slack/home/compose-home.ts';
import type { Home } from '../../src/slack/home/home.ts';
import type { SlackClient } from '../../src/slack/web-client.ts';
import { getWorkspace } from '../../src/team/workspace.ts';
import { countingStatements } from '../support/counting-statements.ts';
import { embeddedTestDatabase } from '../support/databases.ts';
import { aDirectory } from '../support/directory.ts';
import { at, hours } from '../support/facts.ts';
import { openLeads } from '../support/outbox.ts';
import { addMember, as, aWorkspace, type TestWorkspace } from '../support/workspaces.ts';

const asked = countingStatements();
let database: Database;

beforeAll(async () => {
  database = await embeddedTestDatabase(asked.wrap);
});
afterAll(() => database.close());

const HORIZON = { soonUntil: at(hours(2)), dayEndsAt: at(hours(15)) };

it('pages through the open leads of one person and of all by deadline, with each counted once', async () => {
  const ctx = await aWorkspace(database);
  const ids = await openLeads(ctx, 12, ['U1', 'U2']);
  const isLead = (n: number) => eq(handoffs.handoffId, ids[n - 1] ?? '');
  const set = (n: number, values: Partial<typeof handoffs.$inferInsert>) =>
    ctx.db.update(handoffs).set(values).where(isLead(n));
  await set(12, { dueAt: at(-hours(1)), turnDueAt: at(hours(4)) });
  await set(10, { dueAt: at(-hours(2)) });
  await set(9, { dueAt: at(hours(20)) });
  await set(8, { holderId: null, dueAt: at(hours(14)) });
  await set(7, { state: 'accepted', decidedAt: at(0) });
  const workspace = await getWorkspace(ctx);
  const pageOf = async (page: number, holderId?: string) => {
    const { cards, ...shown } = await listQueuePage(ctx, { page, size: 4, holderId, ...HORIZON }, workspace);
    return { ...shown, names: cards.map(({ name }) => name?.replace('Lead ', '')).join(' ') };
  };
  const counts = { total: 11, overdue: 2, dueSoon: 7, dueLaterToday: 1, unheld: 1 };
  expect(await pageOf(1)).toEqual({ counts, page: 1, pages: 3, from: 1, names: '10 12 1 11' });
  expect(await pageOf(3)).toMatchObject({ page: 3, from: 9, names: '6 8 9' });
  expect(await pageOf(99)).toMatchObject({ page: 3, from: 9, names: '6 8 9' });
  expect(await pageOf(0)).toMatchObject({ page: 1, from: 1 });
  // The turn of a lead handed on ends later than what was promised.
  expect(await pageOf(2, 'U2')).toMatchObject({
    ...{ counts: { total: 5, overdue: 1, dueSoon: 3, dueLaterToday: 1, unheld: 0 } },
    ...{ page: 2, names: '12' },
  });
  expect(await pageOf(1, 'U3')).toMatchObject({ page: 1, pages: 1, from: 0, names: '' });
});

it('asks as many questions for 200 open leads as for twelve', async () => {
  const few = await statementsFor(12);
  const many = await statementsFor(200);
  expect(many.asked).toBe(few.asked);
  expect(many.home).toMatchObject({
    own: { queue: { counts: { total: 200 }, cards: { length: 10 } } },
    team: { queue: { counts: { total: 200 }, cards: { length: 10 } } },
    admin: { problems: [] },
  });
});

/** For somebody who is everything: rep, manager and admin. */
async function statementsFor(leads: number): Promise<{ asked: number; home: Home }> {
  const ctx: TestWorkspace = await aWorkspace(database);
  await addMember(ctx, 'U1', { isRep: true, isAdmin: true });
  await openLeads(ctx, leads, ['U1']);
  const all = as(ctx, 'U1', { isRep: true, isManager: true, isAdmin: true });
  const workspace = await getWorkspace(ctx);
  const client = { auth: { test: async () => ({ ok: true }) } } as unknown as SlackClient;
  const deps = { client, directory: aDirectory(), logger: pino({ level: 'silent' }) };
  const about = { version: '1.2.3', takesFacts: true };
  const request = { workspace, pages: { own: 1, team: 2 }, figures: {} };
  let home: Home = { kind: 'outsider' };
  const count = await asked.during(async () => {
    home = await composeHome(all, deps, about, request);
  });
  return { asked: count, home };
}
