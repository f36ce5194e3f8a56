import { describe, expect, it } from 'vitest';
import { fixedClock } from '../support/clock.ts';
import { hours } from '../support/facts.ts';
import { aBot, anMql, type Bot, buttonsOf, embeddedDatabaseOfSuite, wordsOf } from '../support/run-app.ts';
import { changeSettings } from '../support/settings-form.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

/** A bot with a manager, half an hour before work: what is promised in eight working hours is due at 17:00 UTC. */
async function withManager(): Promise<Bot> {
  const bot = await aBot({ database: database(), clock: fixedClock('2026-01-05T08:30:00Z') });
  await changeSettings(bot, 'Alerts…', { managerIds: ['UMANAGER'] });
  return bot;
}

describe('the deadline of a lead', () => {
  it('is recalled at three quarters, in a message with buttons of its own that settles the card too', async () => {
    const bot = await withManager();
    const rita = bot.slack.user('UREP1');
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', ownerEmail: rita.email }));
    const card = await bot.sees(rita.id, '[Accept]');
    bot.clock.set('2026-01-05T15:00:00Z');
    bot.app.wake();
    const reminder = await bot.sees(rita.id, '🔔 Reminder', 'Ada Park');
    expect(reminder.text).toContain('2 h left to decide on Ada Park.');
    expect(reminder.ts).not.toBe(card.ts);
    expect(buttonsOf(reminder)).toEqual(['Accept', 'Reject']);
    await rita.click(reminder, 'Accept');
    await bot.sees(rita.id, 'Reminder', 'settled by now', 'accepted');
    await bot.sees(rita.id, '✅ Accepted', '[Undo]');
    bot.passes(hours(3));
    expect(await bot.slack.messages('UMANAGER')).toEqual([]);
    expect(await bot.slack.messages(rita.id)).toHaveLength(2);
  });

  it('when missed is told to holder, manager and admin, who may each decide from there', async () => {
    const bot = await withManager();
    const rita = bot.slack.user('UREP1');
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', ownerEmail: rita.email }));
    await bot.sees(rita.id, '[Accept]');
    bot.passes(hours(8.5));
    await bot.sees(rita.id, '⏰ Not decided in time', 'It is with you.');
    await bot.sees('UADMIN', '⏰ Not decided in time', `It is with <@${rita.id}>`);
    const notice = await bot.sees('UMANAGER', '⏰ Not decided in time', `It is with <@${rita.id}>`);
    await bot.sees(rita.id, '⏰ Overdue', 'Why me');
    expect((await bot.slack.messages(rita.id)).map(wordsOf).join()).not.toContain('Reminder');
    await bot.slack.user('UMANAGER').click(notice, 'Accept');
    await bot.sees('UMANAGER', 'settled by now', 'accepted');
    await bot.sees('UADMIN', 'settled by now', 'accepted');
    await bot.sees(rita.id, '✅ Accepted', '<@UMANAGER>');
    for (const person of [rita.id, 'UMANAGER', 'UADMIN']) {
      const words = (await bot.slack.messages(person)).flatMap(buttonsOf);
      expect(words).not.toContain('Accept');
    }
    bot.passes(hours(48));
    expect(await bot.slack.messages('UMANAGER')).toHaveLength(1);
  });

  it('is told once to a manager who holds the lead', async () => {
    const bot = await withManager();
    const max = bot.slack.user('UMANAGER');
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', ownerEmail: max.email }));
    await bot.sees(max.id, '[Accept]');
    bot.passes(hours(8.5));
    await bot.sees(max.id, '⏰ Not decided in time', 'It is with you.');
    await bot.sees('UADMIN', '⏰ Not decided in time');
    expect(await bot.slack.messages(max.id)).toHaveLength(2);
  });
});

describe('more than five leads at once', () => {
  it('come as one message that names twenty, each with a button that opens its card', async () => {
    const bot = await withManager();
    const rita = bot.slack.user('UREP1');
    await bot.post(
      Array.from({ length: 23 }, (_, n) =>
        anMql(bot, `L-${String(n).padStart(2, '0')}`, { name: `Lead ${n + 1}`, ownerEmail: rita.email }),
      ),
    );
    const bundle = await bot.sees(rita.id, '23 new MQLs for you');
    expect(buttonsOf(bundle)).toEqual(Array.from({ length: 20 }, () => 'Open card'));
    expect(wordsOf(bundle)).toContain('and 3 more leads');
    await rita.click(bundle, 'Open card');
    await bot.isTold(rita.id, 'The card is in your messages with me.');
    const card = await bot.sees(rita.id, 'Lead 1', '[Accept]');
    expect(await bot.slack.messages(rita.id)).toHaveLength(2);
    await rita.click(card, 'Accept');
    await bot.sees(rita.id, '✅ Accepted', '[Undo]');
    const changed = await bot.sees(rita.id, '23 new MQLs for you', 'Lead 1 · ✅ accepted');
    expect(changed.text).toContain('22 still wait for a decision.');
    expect(buttonsOf(changed)).toHaveLength(19);
    await bot.slack.user('UREP2').click(changed, 'Open card');
    await bot.isTold('UREP2', `This lead is with <@${rita.id}>`);
    expect(await bot.slack.messages('UREP2')).toEqual([]);
    expect((await listHandoffs(bot.ctx)).filter((one) => one.state === 'open')).toHaveLength(22);
  });

  it('come as cards up to five', async () => {
    const bot = await aBot({ database: database() });
    const rita = bot.slack.user('UREP1');
    const leads = ['Ada', 'Bo', 'Cy', 'Di', 'Ed'];
    await bot.post(leads.map((name) => anMql(bot, name, { name, ownerEmail: rita.email })));
    for (const name of leads) await bot.sees(rita.id, name, '[Accept]');
    expect(await bot.slack.messages(rita.id)).toHaveLength(5);
  });

  it('fall due in one notice', async () => {
    const bot = await withManager();
    const rita = bot.slack.user('UREP1');
    const leads = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'];
    await bot.post(leads.map((name) => anMql(bot, name, { name, ownerEmail: rita.email })));
    await bot.sees(rita.id, '6 new MQLs for you');
    bot.passes(hours(6.5));
    await bot.sees(rita.id, '6 leads near the deadline');
    bot.passes(hours(2));
    await bot.sees(rita.id, '6 leads not decided in time');
    await bot.sees('UMANAGER', '6 leads not decided in time');
    expect(await bot.slack.messages(rita.id)).toHaveLength(3);
    expect(await bot.slack.messages('UMANAGER')).toHaveLength(1);
  });
});

describe('history', () => {
  it('makes no card and no alert, and is in the queue', async () => {
    const bot = await withManager();
    const rita = bot.slack.user('UREP1');
    const occurredAt = '2025-12-30T09:00:00Z';
    await bot.post({ ...anMql(bot, 'L-1', { name: 'Old Park', ownerEmail: rita.email }), occurredAt });
    await bot.post(anMql(bot, 'L-2', { name: 'New Park', ownerEmail: rita.email }));
    await bot.sees(rita.id, 'New Park');
    expect(await bot.slack.messages(rita.id)).toHaveLength(1);
    expect(await bot.slack.messages('UMANAGER')).toEqual([]);
    expect(wordsOf(await bot.asks('UMANAGER', 'queue'))).toContain('Old Park');
  });
});
