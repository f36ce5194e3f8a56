import { describe, expect, it } from 'vitest';
import { findConnection } from '../../../src/connections/connection.ts';
import { listChanges } from '../../../src/team/list-changes.ts';
import { addReps } from '../../../src/team/rotation.ts';
import { aBot, type Bot, embeddedDatabaseOfSuite, wordsOfView } from '../../support/run-app.ts';
import { isObject } from '../../support/slack/json.ts';
import type { SlackView } from '../../support/slack/world.ts';
import { aPerson, listHandoffs } from '../../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

describe('an admin, in Slack,', () => {
  it('connects a tool, maps what it sends, hands it over, changes its secret and disconnects it', async () => {
    const bot = await aBot({ database: database(), publicUrl: 'https://funnel.corp.test' });
    await addReps(bot.ctx, [aPerson('UREP1')]);
    const admin = bot.slack.user('UADMIN');
    await admin.command('/funnel', 'connections');
    const list = await opened(bot, 'Nothing is connected yet');

    await admin.click(list, 'Connect…');
    await admin.submit(await opened(bot, 'What is it?'), { system: 'custom', name: 'Web form' });
    const made = wordsOfView(await opened(bot, 'shown only now'));
    const address = 'https://funnel.corp.test/in/custom/web-form';
    expect(made).toContain(address);
    const secret = /whsec_\w+/.exec(made)?.[0] ?? '';
    const send = async (id: string, token = secret) => {
      const now = bot.ctx.now().toISOString();
      const item = { person: { key: id, mail: 'ada@acme.test' }, status: 'Hot', when: now, who: '77' };
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = JSON.stringify(item);
      return (await bot.request('/in/custom/web-form', { method: 'POST', headers, body })).json();
    };
    expect(await send('L-1')).toMatchObject({ recorded: 0, rejected: [expect.stringContaining('no lead')] });
    await closeTop(bot);

    // Fields are chosen from what came in last.
    const shown = async (...words: string[]) => opened(bot, 'Web form', ...words);
    await shown('New secret…');
    // The pretend Slack counts forms that are closed, so each begins with a list of its own.
    const reopened = async (...words: string[]) => {
      await admin.command('/funnel', 'connections');
      await admin.click(await opened(bot, 'Web form', 'Open…'), 'Open…');
      return shown('New secret…', ...words);
    };
    await admin.click(await reopened(), 'Fields…');
    const fields = await opened(bot, 'what came in last');
    expect(wordsOfView(fields)).toContain('person.mail: ada@acme.test');
    await admin.submit(fields, {
      ...{ leadId: 'person.key', stage: 'status', occurredAt: 'when', email: 'person.mail', ownerId: 'who' },
    });
    await bot.until(async () => (await connection(bot)).fields.leadId === 'person.key');
    expect(await send('L-1')).toMatchObject({ recorded: 1, rejected: [] });

    // A value, with effect on what came in before.
    await admin.click(await reopened('1 value means nothing yet'), 'Values…');
    const values = await opened(bot, 'Hot', 'reported once');
    await admin.submit(values, { 'value:hot': 'mql' });
    await opened(bot, '1 lead was worked out anew');
    await closeTop(bot);
    expect((await listHandoffs(bot.ctx)).map(({ leadId, alerting }) => [leadId, alerting])).toEqual([
      ['L-1', false],
    ]);

    await shown('has no card');
    await admin.click(await reopened(), 'Owners…');
    await admin.submit(await opened(bot, '77'), { 'owner:77': 'UREP1' });
    await admin.click(await reopened(), 'Rule…');
    await admin.submit(await opened(bot, 'A score of at least'), { score: '70', sources: 'webinar\nfair' });

    await admin.click(await reopened('1 open MQL of this connection has no card'), 'Start handing over…');
    await admin.submit(await opened(bot, '1 open MQL is recent enough'));
    await opened(bot, '1 is posted now');
    await bot.app.settle();
    await bot.sees('UREP1', 'Accept');
    await closeTop(bot);
    expect(await connection(bot)).toMatchObject({
      ...{ owners: { '77': 'UREP1' }, rule: { score: 70, sources: ['webinar', 'fair'] }, handsOver: true },
    });

    await shown('Its MQLs are handed over');
    await admin.click(await reopened(), 'New secret…');
    await admin.submit(await opened(bot, 'how many hours'), { hours: '0' });
    const fresh = /whsec_\w+/.exec(wordsOfView(await opened(bot, 'The new secret')))?.[0] ?? '';
    expect(await send('L-2')).toHaveProperty('error');
    await closeTop(bot);
    await admin.command('/funnel', 'connections');
    const again = await opened(bot, 'Web form', '1 request or item was refused');
    expect(await send('L-2', fresh)).toMatchObject({ recorded: 1 });

    await admin.click(again, 'Open…');
    await admin.click(await shown('Stop handing over'), 'Stop handing over');
    await admin.click(await shown('It only measures'), 'Disconnect');
    await opened(bot, 'Nothing is connected yet');
    expect(await connection(bot)).toMatchObject({ secrets: null, disconnectedAt: expect.any(Date) });
    expect(await send('L-3', fresh)).toHaveProperty('error', expect.stringContaining('disconnected'));
    const changes = await listChanges(bot.ctx, { limit: 20 });
    expect(changes.map(({ action }) => action).toReversed()).toEqual([
      ...[
        'rep added',
        'connection made',
        'connection changed',
        'values mapped',
        'connection changed',
        'connection changed',
      ],
      ...['handing over started', 'connection secret changed', 'handing over stopped', 'connection ended'],
    ]);
    expect(JSON.stringify([changes, bot.logs])).not.toContain('whsec_');
  });

  it('is told at the field what cannot be', async () => {
    const bot = await aBot({ database: database() });
    const admin = bot.slack.user('UADMIN');
    const connect = async (values: Record<string, string>) => {
      await admin.command('/funnel', 'connections');
      await admin.click(await opened(bot, 'Connect…'), 'Connect…');
      const { body } = await admin.submit(await opened(bot, 'What is it?'), values);
      return isObject(body) ? body.errors : undefined;
    };
    expect(await connect({ system: 'hubspot', name: 'HubSpot' })).toEqual({
      secret: 'It signs with a secret of its own. Copy it from there.',
    });
    expect(await connect({ system: 'hubspot', name: 'HubSpot', secret: 'their-secret' })).toBeUndefined();
    expect(await connect({ system: 'custom', name: 'hubspot' })).toEqual({
      name: 'There is a connection called “hubspot” already. Choose another name.',
    });
    await admin.command('/funnel', 'connections');
    await admin.click(await opened(bot, '(HubSpot)'), 'Open…');
    await admin.click(await opened(bot, 'Options…'), 'Options…');
    const options = await opened(bot, 'portalId');
    const { body } = await admin.submit(options, { portalId: 'many' });
    expect(body).toMatchObject({ errors: { portalId: expect.stringContaining('number') } });
  });
});

/** The form on top, once it shows these words. */
function opened(bot: Bot, ...words: string[]): Promise<SlackView> {
  return bot.until(() => {
    const view = bot.slack.user('UADMIN').modal();
    return view && words.every((word) => wordsOfView(view).includes(word)) ? view : undefined;
  });
}

async function closeTop(bot: Bot): Promise<void> {
  const admin = bot.slack.user('UADMIN');
  const view = admin.modal();
  if (view) await admin.close(view);
}

async function connection(bot: Bot) {
  const found = await findConnection(bot.ctx, 'web-form');
  if (!found) throw new Error('it was connected');
  return found;
}
