import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { saveCredentials } from '../../../src/connections/credentials.ts';
import { startWritingBack } from '../../../src/connections/write-backs.ts';
import { aConnection, vault } from '../../support/connections.ts';
import { aHook } from '../../support/crm/pretend-hook.ts';
import { minutes } from '../../support/facts.ts';
import { aBot, embeddedDatabaseOfSuite } from '../../support/run-app.ts';

const database = embeddedDatabaseOfSuite();
const SECRET = `whsec_${Buffer.from('a secret of twenty-four..').toString('base64')}`;

it('any tool is told of what is decided, signed, once, and again as long as it cannot be reached', async () => {
  const bot = await aBot({ database: database() });
  await bot.asks('UADMIN', 'reps add <@UREP1>');
  const form = await aConnection(bot, { handsOver: true });
  const hook = await aHook();
  await saveCredentials(bot.ctx, vault, form.connectionId, { url: hook.url, secret: SECRET });
  await startWritingBack(bot.ctx, form.connectionId);
  const occurredAt = bot.ctx.now().toISOString();
  await form.sends({ id: '1', leadId: 'L-1', stage: 'mql', occurredAt, name: 'Ada Park' });
  const card = await bot.sees('UREP1', 'L-1', '[Reject]');
  const toldOf = (stage: string) =>
    hook.received.filter(({ body }) => JSON.parse(body).type === `lead.${stage}`);
  const given = await bot.until(() => toldOf('mql')[0]);
  expect(JSON.parse(given.body).data.ownerEmail).toContain('@');
  hook.answers(503);
  await bot.slack.user('UREP1').click(card, 'Accept');
  await bot.until(() => toldOf('sql').length > 0);
  hook.answers(200);
  bot.passes(minutes(1));
  const taken = await bot.until(() => toldOf('sql').find(({ status }) => status === 200));
  const {
    'webhook-id': id = '',
    'webhook-timestamp': seconds,
    'webhook-signature': signature,
  } = taken.headers;
  const sentAt = new Date(Number(seconds) * 1000);
  expect(signature).toBe(new Webhook(SECRET).sign(id, sentAt, taken.body));
  expect(JSON.parse(taken.body)).toMatchObject({
    type: 'lead.sql',
    data: { leadId: 'L-1', stage: 'sql', contactedAt: null },
  });
  expect(new Set(toldOf('sql').map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  await bot.app.settle();
  const count = hook.received.length;
  bot.passes(minutes(20));
  await bot.app.settle();
  expect(hook.received).toHaveLength(count);
});
