import { describe, expect, it } from 'vitest';
import { listSpend } from '../../src/spend/list-spend.ts';
import { recordSpend } from '../../src/spend/record-spend.ts';
import { hours } from '../support/facts.ts';
import {
  aBot,
  type Bot,
  buttonsOf,
  embeddedDatabaseOfSuite,
  wordsOf,
  wordsOfView,
} from '../support/run-app.ts';
import { changeSettings } from '../support/settings-form.ts';
import type { Choice } from '../support/slack/elements.ts';
import { isObject } from '../support/slack/json.ts';
import type { EphemeralMessage } from '../support/slack/world.ts';

const database = embeddedDatabaseOfSuite();

/** A bot whose admin and whose manager have said that they are. */
async function withManagers() {
  const bot = await aBot({ database: database() });
  await changeSettings(bot, 'Alerts…', { managerIds: ['UMANAGER'] });
  return bot;
}

async function fillsIn(
  bot: Bot,
  on: EphemeralMessage,
  button: string,
  values: Record<string, Choice>,
  userId = 'UADMIN',
) {
  const person = bot.slack.user(userId);
  await person.click(on, button);
  const form = await bot.until(() => person.modal());
  const ack = await person.submit(form, values);
  const shown = person.modal();
  const errors = isObject(ack.body) ? ack.body.errors : undefined;
  if (shown) await person.close(shown);
  return { said: wordsOfView(shown), errors };
}

const recorded = async (bot: Bot) =>
  (await listSpend(bot.ctx, { limit: 50 })).entries.map(
    ({ amount, fromOn, toOn, channel }) => `${amount} ${fromOn} ${toOn} ${channel}`,
  );

describe('spend in Slack', () => {
  it('is added in a form, by days or by a period in words, and corrected in the same form', async () => {
    const bot = await withManagers();
    const empty = await bot.asks('UADMIN', 'spend');
    expect(wordsOf(empty)).toContain('No spend is recorded yet.');
    const added = await fillsIn(bot, empty, 'Add spend…', {
      ...{ amount: '$1,500.50', from_on: '2026-01-01', to_on: '2026-01-31', channel: 'webinar' },
    });
    expect(added.said).toContain('Recorded $1,500.50 for webinar, 2026-01-01 to 2026-01-31');
    await fillsIn(bot, empty, 'Add spend…', { amount: '20', period: 'last month' });
    expect(await recorded(bot)).toEqual([
      '20 2025-12-01 2025-12-31 null',
      '1500.5 2026-01-01 2026-01-31 webinar',
    ]);
    const list = await bot.asks('UADMIN', 'spend');
    const edited = await fillsIn(bot, list, 'Edit…', { amount: '30', from_on: '2025-12-24', channel: 'R&D' });
    expect(edited.said).toContain('Saved: $30.00 for R&amp;D, 2025-12-24 to 2025-12-31');
    expect((await recorded(bot))[0]).toBe('30 2025-12-24 2025-12-31 R&D');
  });

  it('that is saved in a form stands in the list from which the form was opened, on the page that was shown', async () => {
    const bot = await withManagers();
    const day = { fromOn: '2026-01-01', toOn: '2026-01-01' };
    await recordSpend(
      bot.ctx,
      Array.from({ length: 13 }, (_, index) => ({
        ...day,
        spendKey: `k${10 + index}`,
        amount: `${index + 1}`,
      })),
    );
    const list = await bot.asks('UADMIN', 'spend');
    const shows = (...words: string[]) =>
      bot.until(() => words.every((word) => wordsOf(list).includes(word)) || undefined);
    await bot.slack.user('UADMIN').click(list, 'Older');
    await shows('entries 11 to 13 of 13');
    await fillsIn(bot, list, 'Edit…', { amount: '77' });
    await shows('entries 11 to 13 of 13', '$77.00');
    await fillsIn(bot, list, 'Budgets…', { amount: '5000', months: '2026-01' });
    await shows('entries 11 to 13 of 13', 'of $5,000');
    await bot.slack.user('UADMIN').click(list, 'Delete');
    await shows('entries 11 to 12 of 12', 'Deleted: $77.00');
    await fillsIn(bot, list, 'Add spend…', { amount: '99', period: '2026-01' });
    await shows('entries 1 to 10 of 13', '$99.00');
  });

  it('is saved all the same where the list can no longer be reached', async () => {
    const bot = await withManagers();
    const list = await bot.asks('UADMIN', 'spend');
    const admin = bot.slack.user('UADMIN');
    await admin.click(list, 'Add spend…');
    const form = await bot.until(() => admin.modal());
    bot.passes(hours(1));
    await admin.submit(form, { amount: '5', period: '2026-01' });
    expect(wordsOfView(admin.modal())).toContain('Recorded $5.00');
    expect(await recorded(bot)).toHaveLength(1);
  });

  it('that cannot be is refused at its field', async () => {
    const bot = await withManagers();
    const list = await bot.asks('UADMIN', 'spend');
    const tried = (values: Record<string, Choice>) => fillsIn(bot, list, 'Add spend…', values);
    expect((await tried({ amount: 'much' })).errors).toEqual({
      amount: expect.stringContaining('“much” is not an amount'),
      from_on: 'Choose the first day, or write a period below.',
    });
    expect((await tried({ amount: '5', period: 'one day' })).errors).toEqual({
      period: expect.stringContaining('one day'),
    });
    const backwards = { amount: '5', from_on: '2026-01-02', to_on: '2026-01-01' };
    expect((await tried(backwards)).errors).toEqual({
      to_on: 'It ends on 2026-01-01, before it begins on 2026-01-02.',
    });
    expect(await recorded(bot)).toEqual([]);
  });

  it('is deleted in the list, once, and the list follows', async () => {
    const bot = await withManagers();
    await bot.asks('UADMIN', 'spend add 10 2026-01 <&amp;> ads');
    const list = await bot.asks('UADMIN', 'spend');
    const stale = await bot.asks('UMANAGER', 'spend');
    await bot.slack.user('UADMIN').click(list, 'Delete');
    const left = await bot.until(() =>
      bot.slack.ephemerals.find((one) => one.userId === 'UADMIN' && wordsOf(one).includes('Deleted: $10.00')),
    );
    expect(wordsOf(left)).toContain('No spend is recorded yet.');
    await bot.slack.user('UMANAGER').click(stale, 'Delete');
    const told = await bot.isTold('UMANAGER', 'was deleted meanwhile', 'It was: 10 USD');
    expect(told.text).toContain('&lt;&amp;&gt; ads');
    await bot.slack.user('UMANAGER').click(stale, 'Edit…');
    await bot.isTold('UMANAGER', 'was deleted meanwhile');
  });

  it('that somebody changed meanwhile is shown to whoever comes second', async () => {
    const bot = await withManagers();
    await bot.asks('UADMIN', 'spend add 10 2026-01 ads');
    const list = await bot.asks('UMANAGER', 'spend');
    const manager = bot.slack.user('UMANAGER');
    await manager.click(list, 'Edit…');
    const form = await bot.until(() => manager.modal());
    await fillsIn(bot, await bot.asks('UADMIN', 'spend'), 'Edit…', { amount: '11' });
    await manager.submit(form, { amount: '12' });
    expect(wordsOfView(manager.modal())).toContain('It is now: 11 USD, 2026-01-01 to 2026-01-31, ads.');
    expect(await recorded(bot)).toEqual(['11 2026-01-01 2026-01-31 ads']);
  });

  it('is turned page by page in the same answer', async () => {
    const bot = await withManagers();
    const day = { fromOn: '2026-01-01', toOn: '2026-01-01' };
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      ...{ ...day, spendKey: `k${String(index).padStart(5, '0')}`, amount: String(index + 1) },
    }));
    await recordSpend(bot.ctx, many);
    const answer = await bot.asks('UADMIN', 'spend');
    const admin = bot.slack.user('UADMIN');
    const now = (words: string) =>
      bot.until(() => bot.slack.ephemerals.find((one) => wordsOf(one).includes(words)));
    expect(buttonsOf(answer)).not.toContain('Newer');
    await admin.click(await now('entries 1 to 10 of 10,000'), 'Older');
    await admin.click(await now('entries 11 to 20 of 10,000'), 'Older');
    await admin.click(await now('entries 21 to 30 of 10,000'), 'Newer');
    expect(wordsOf(await now('entries 11 to 20 of 10,000'))).toContain('$9,990.00');
  });

  it('of somebody who is no manager any more stays closed to them', async () => {
    const bot = await withManagers();
    await bot.asks('UADMIN', 'spend add 10 2026-01 ads');
    const list = await bot.asks('UADMIN', 'spend');
    const rep = bot.slack.user('UREP1');
    for (const button of ['Add spend…', 'Edit…', 'Delete', 'Budgets…']) {
      await rep.click(list, button);
      await bot.isTold('UREP1', 'Only managers and admins can');
    }
    expect(await recorded(bot)).toHaveLength(1);
  });
});

describe('budgets in Slack', () => {
  it('are set in a form or typed, and stand above the entries', async () => {
    const bot = await withManagers();
    const list = await bot.asks('UADMIN', 'spend');
    const set = await fillsIn(bot, list, 'Budgets…', { amount: '5000', months: '2026-q1' });
    expect(set.said).toContain('The budget for all channels together is $5,000.00 a month.');
    expect((await bot.asks('UADMIN', 'spend budget 1500 2026-01 webinar')).text).toBe(
      'The budget for webinar is $1,500.00. Spent so far: Jan 2026: webinar $0 of $1,500.',
    );
    await bot.asks('UADMIN', 'spend add 4200 2026-01 radio');
    expect(wordsOf(await bot.asks('UADMIN', 'spend'))).toContain(
      'Jan 2026: $4,200 of $5,000; webinar $0 of $1,500.',
    );
    expect((await bot.asks('UADMIN', 'spend budget none 2026-01 Webinar')).text).toBe(
      'There is no budget for Webinar in Jan 2026 any more.',
    );
    const wrong = await fillsIn(bot, list, 'Budgets…', { amount: '-5', months: 'last 7 days' });
    expect(wrong.errors).toEqual({
      amount: expect.stringContaining('cannot be negative'),
      months: expect.stringContaining('not made of whole months'),
    });
  });

  it('that are overspent are seen by whoever records, and told to the other managers once', async () => {
    const bot = await withManagers();
    await bot.asks('UADMIN', 'spend budget 100 2026-01');
    const over = await bot.asks('UADMIN', 'spend add 150 2026-01 ads');
    expect(over.text).toContain('⚠️ Over budget: Jan 2026: $150 of $100, $50 over.');
    bot.passes(hours(12));
    const word = await bot.sees('UMANAGER', 'Over budget', '$50 over', 'Recorded by <@UADMIN>');
    expect(word.text).toBe('Over budget: 1 budget is overspent.');
    await bot.asks('UADMIN', 'spend add 1 2026-01 ads');
    expect(await bot.slack.messages('UMANAGER')).toHaveLength(1);
    expect(await bot.slack.messages('UADMIN')).toEqual([]);
  });
});
