import { expect, it } from 'vitest';
import { findConnection } from '../../../src/connections/connection.ts';
import { createConnection } from '../../../src/connections/create-connection.ts';
import { vault } from '../../support/connections.ts';
import { aHubspot } from '../../support/crm/pretend-hubspot.ts';
import { aBot, type Bot, embeddedDatabaseOfSuite, wordsOfView } from '../../support/run-app.ts';
import type { SlackView } from '../../support/slack/world.ts';

const database = embeddedDatabaseOfSuite();

it('an admin gives access to the CRM in Slack, which is tried at once, kept encrypted and never shown again', async () => {
  const bot = await aBot({ database: database() });
  const hubspot = await aHubspot({ now: () => bot.ctx.now() });
  const created = await createConnection(bot.ctx, vault, {
    system: 'custom',
    name: 'Tool',
    secret: 'x'.repeat(24),
  });
  const { connectionId } = created.connection;
  const admin = bot.slack.user('UADMIN');
  const form = async () => {
    await admin.command('/funnel', 'connections');
    await admin.click(await opened(bot, 'Tool', 'Open…'), 'Open…');
    await admin.click(await opened(bot, 'Access…'), 'Access…');
    return opened(bot, 'Secret that signs');
  };
  const { body } = await admin.submit(await form(), { url: 'not an address' });
  expect(body).toMatchObject({ errors: { url: expect.stringContaining('must be an address') } });
  expect((await findConnection(bot.ctx, connectionId))?.credentials).toBeNull();

  await admin.submit(await form(), { url: `${hubspot.url}/hook`, writesBack: ['writesBack'] });
  const saved = wordsOfView(await opened(bot, 'Saved', 'shown only now'));
  const [secret = ''] = /whsec_\w+/.exec(saved) ?? [];
  expect(secret).not.toBe('');
  const kept = await findConnection(bot.ctx, connectionId);
  expect(kept).toMatchObject({ writesBack: true, readAt: expect.any(Date) });
  expect(JSON.stringify([kept, bot.logs])).not.toContain(secret);
  expect(wordsOfView(await form())).not.toContain(hubspot.url);
});

function opened(bot: Bot, ...words: string[]): Promise<SlackView> {
  return bot.until(() => {
    const view = bot.slack.user('UADMIN').modal();
    return view && words.every((word) => wordsOfView(view).includes(word)) ? view : undefined;
  });
}
