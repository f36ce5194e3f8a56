import { describe, expect, it } from 'vitest';
import { minutes } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf } from '../support/run-app.ts';
import type { PlannedFault } from '../support/slack/planned-faults.ts';
import { listDeliveries } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();
const OWNER = { name: 'Ada Park', ownerEmail: 'rita.rep@corp.test' };

/** Posts a lead whose card meets this fault at Slack. */
async function cardMeets(fault: PlannedFault, method = 'chat.postMessage', times = 1): Promise<Bot> {
  const bot = await aBot({ database: database(), leaseMs: 25_000 });
  bot.slack.failNext(method, fault, times);
  await bot.post(anMql(bot, 'L-1', OWNER));
  await bot.until(() => bot.slack.calls.filter((call) => call.method === method).length >= times);
  return bot;
}

const posts = (bot: Bot) => bot.slack.calls.filter((call) => call.method === 'chat.postMessage');

async function oneCard(bot: Bot): Promise<void> {
  await bot.sees('UREP1', 'Ada Park');
  await bot.until(async () => (await listDeliveries(bot.ctx)).every(({ state }) => state === 'settled'));
  expect(await bot.slack.messages('UREP1')).toHaveLength(1);
}

describe('a message that Slack does not take at once', () => {
  it('waits as long as Slack says when there are too many', async () => {
    const bot = await cardMeets({ retryAfter: 30 });
    await bot.until(async () => (await listDeliveries(bot.ctx))[0]?.lastError === 'rate limited');
    const [owed] = await listDeliveries(bot.ctx);
    expect((owed?.runAt.getTime() ?? 0) - bot.clock.now().getTime()).toBeGreaterThan(29_000);
    expect(posts(bot)).toHaveLength(1);
    bot.passes(31_000);
    await oneCard(bot);
    expect(posts(bot)).toHaveLength(2);
  });

  it.each<[string, PlannedFault]>([
    ['has a fault of its own', { status: 500 }],
    ['answers nothing of use', { error: 'internal_error' }],
    ['is cut off before it hears of it', { dropBeforePost: true }],
  ])('is sent again after a second when Slack %s', async (_, fault) => {
    const bot = await cardMeets(fault);
    await oneCard(bot);
    expect(posts(bot)).toHaveLength(2);
  });

  it('is looked for, and not posted twice, when the answer is lost', async () => {
    const bot = await cardMeets({ dropAfterPost: true });
    await oneCard(bot);
    expect(posts(bot)).toHaveLength(1);
    expect(bot.slack.calls.filter((call) => call.method === 'conversations.history')).toHaveLength(1);
  });

  it('stays owed while its history cannot be read', async () => {
    const bot = await aBot({ database: database() });
    bot.slack.failNext('chat.postMessage', { dropAfterPost: true });
    bot.slack.failNext('conversations.history', { retryAfter: 1 });
    await bot.post(anMql(bot, 'L-1', OWNER));
    await oneCard(bot);
    expect(posts(bot)).toHaveLength(1);
  });

  it('shows what is so when it is found, not what was so when it was lost', async () => {
    const bot = await cardMeets({ dropAfterPost: true });
    await bot.post({ ...anMql(bot, 'L-1'), id: 'sql', stage: 'sql', origin: 'hubspot' });
    await bot.sees('UREP1', '✅ Accepted');
    expect(await bot.slack.messages('UREP1')).toHaveLength(1);
  });
});

describe('a message that Slack will never take', () => {
  it.each(['channel_not_found', 'is_archived', 'user_disabled', 'invalid_blocks'])(
    'fails at once: %s',
    async (error) => {
      const bot = await cardMeets({ error });
      await bot.until(async () => (await listDeliveries(bot.ctx))[0]?.state === 'failed');
      bot.passes(minutes(5));
      const [card] = await listDeliveries(bot.ctx);
      expect(card).toMatchObject({ state: 'failed', lastError: error, attempts: 1 });
      expect(await bot.slack.messages('UREP1')).toEqual([]);
    },
  );

  it('does not hold up the messages of others', async () => {
    const bot = await aBot({ database: database() });
    bot.slack.failNext('chat.postMessage', { error: 'channel_not_found' });
    await bot.post([
      anMql(bot, 'L-1', OWNER),
      anMql(bot, 'L-2', { name: 'Bo', ownerEmail: 'ron.rep@corp.test' }),
    ]);
    await bot.until(async () => {
      const cards = (await listDeliveries(bot.ctx)).filter(({ kind }) => kind === 'card');
      return ['failed', 'settled'].every((state) => cards.some((card) => card.state === state));
    });
  });
});

describe('a message that is gone', () => {
  it('is not updated, and nothing is posted in its place', async () => {
    const bot = await aBot({ database: database() });
    await bot.post(anMql(bot, 'L-1', OWNER));
    const card = await bot.sees('UREP1', '[Accept]');
    bot.slack.failNext('chat.update', { error: 'message_not_found' });
    await bot.slack.user('UREP1').click(card, 'Accept');
    await bot.until(async () => (await listDeliveries(bot.ctx))[0]?.state === 'failed');
    expect(posts(bot)).toHaveLength(1);
    expect(bot.slack.ephemerals.map(wordsOf)).toEqual([]);
  });

  it('is updated again when only the update failed', async () => {
    const bot = await aBot({ database: database() });
    await bot.post(anMql(bot, 'L-1', OWNER));
    const card = await bot.sees('UREP1', '[Accept]');
    bot.slack.failNext('chat.update', { status: 500 });
    bot.slack.failNext('chat.update', { retryAfter: 1 });
    await bot.slack.user('UREP1').click(card, 'Accept');
    await bot.sees('UREP1', '✅ Accepted');
  });
});
