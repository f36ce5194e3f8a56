import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createCharts } from '../../src/slack/charts.ts';
import { createDirectory } from '../../src/slack/create-directory.ts';
import { createHomeTabs } from '../../src/slack/home/home-tabs.ts';
import { createSlackClient } from '../../src/slack/web-client.ts';
import { minutes } from '../support/facts.ts';
import { aSlack, decideLead, openLeads } from '../support/outbox.ts';
import { embeddedDatabaseOfSuite, wordsOfView } from '../support/run-app.ts';
import { addMember, aWorkspace } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();
const RITA = { userId: 'UREP1' };
const ROUND_MS = 15_000;

/** Rita's workspace, in which she holds `leads`; `aProcess` is a bot of its own on the same database. */
async function world(leads: number) {
  const ctx = await aWorkspace(database());
  const slack = await aSlack({ now: ctx.now, teamId: ctx.workspaceId });
  await addMember(ctx, RITA.userId, { isRep: true });
  const ids = await openLeads(ctx, leads, [RITA.userId]);
  const logger = pino({ level: 'silent' });
  const client = createSlackClient(slack.botToken, slack.apiUrl, logger);
  const { workspaceId } = ctx;
  const aProcess = () =>
    createHomeTabs(
      {
        ...{ workspaceId, client, logger, charts: createCharts(), wake: () => {} },
        contextFor: (actor) => ({ ...ctx, actor }),
        directory: createDirectory(client, workspaceId, ctx.now),
      },
      { version: '1.2.3', takesFacts: true },
    );
  const shown = () => wordsOfView(slack.user(RITA.userId).home());
  const published = () => slack.calls.filter(({ method }) => method === 'views.publish').length;
  return { ctx, slack, ids, aProcess, shown, published };
}

describe('a Home tab that was opened lately', () => {
  it('follows what happens, in rounds, and is sent only when it has changed', async () => {
    const { ctx, ids, aProcess, shown, published } = await world(3);
    const homes = aProcess();
    expect(await homes.refresh()).toBeUndefined();
    await homes.open(RITA);
    expect(shown()).toContain('3 wait');
    await homes.refresh();
    expect(published()).toBe(1);

    await decideLead(ctx, ids[0] ?? '');
    expect(await homes.refresh()).toEqual(new Date(ctx.now().getTime() + ROUND_MS));
    ctx.clock.advance(ROUND_MS);
    expect(await homes.refresh()).toBeUndefined();
    expect(shown()).toContain('2 wait');
    ctx.clock.advance(minutes(7));
    await homes.refresh();
    expect(published()).toBe(2);

    ctx.clock.advance(minutes(9));
    await decideLead(ctx, ids[1] ?? '');
    await homes.refresh();
    await homes.showAgain(RITA);
    expect(published()).toBe(2);
    await homes.open(RITA);
    expect(shown()).toContain('1 waits');
  });

  it('is left to the process that showed it last', async () => {
    const { ctx, ids, aProcess, shown } = await world(12);
    const [first, second] = [aProcess(), aProcess()];
    await first.open(RITA);
    await second.open(RITA, { own: 2, team: 1 });
    await decideLead(ctx, ids[11] ?? '');
    await first.refresh();
    expect(shown()).toContain('Shown: 11 to 12 of 12');
    await second.refresh();
    expect(shown()).toContain('Shown: 11 to 11 of 11');
  });

  it('says so where it cannot be put together, and comes back', async () => {
    const { slack, aProcess, shown } = await world(1);
    slack.failNext('users.info', { error: 'internal_error' });
    const homes = aProcess();
    await homes.open(RITA);
    expect(shown()).toContain('Slack could not be asked who somebody is');
    await homes.showAgain(RITA);
    expect(shown()).toContain('1 waits');
  });
});
