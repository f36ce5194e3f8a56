import { describe, expect, it } from 'vitest';
import { loadProgress } from '../../src/leads/lead-progress.ts';
import { SHORTCUT } from '../../src/slack/action-ids.ts';
import { addSpend } from '../../src/spend/add-spend.ts';
import { minutes } from '../support/facts.ts';
import {
  aBot,
  type Bot,
  buttonsOf,
  embeddedDatabaseOfSuite,
  wordsOf,
  wordsOfView,
} from '../support/run-app.ts';
import type { Choice } from '../support/slack/elements.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();
const MENU = 'lead_menu';
const LATER = { handOver: 'Keep as lead' };

/** A bot with these people in the rotation. */
async function aTeam(...reps: string[]): Promise<Bot> {
  const bot = await aBot({ database: database() });
  await bot.asks('UADMIN', `reps add ${reps.map((rep) => `<@${rep}>`).join(' ')}`);
  return bot;
}

/** Opens the form by the shortcut and sends it. */
async function adds(bot: Bot, userId: string, values: Record<string, Choice>) {
  const person = bot.slack.user(userId);
  expect((await person.shortcut(SHORTCUT.addLead)).status).toBe(200);
  return person.submit(await bot.until(() => person.modal()), values);
}

/** The lead, added by hand and accepted by Rita. */
async function accepted(...reps: string[]) {
  const bot = await aTeam('UREP1', ...reps);
  await adds(bot, 'UADMIN', { name: 'Ada Park', ownerId: 'UREP1' });
  const card = await bot.sees('UREP1', 'Ada Park', '[Accept]');
  await bot.slack.user('UREP1').click(card, 'Accept');
  return { bot, card: await bot.sees('UREP1', '✅ Accepted', 'Opportunity'), rita: bot.slack.user('UREP1') };
}

async function stageOf(bot: Bot): Promise<string | undefined> {
  const [handoff] = await listHandoffs(bot.ctx);
  return handoff && (await loadProgress(bot.ctx, [handoff.leadId])).get(handoff.leadId)?.stage;
}

describe('a lead that no CRM knows of', () => {
  it('goes from the shortcut to its rep, and by hand to won, and counts as a customer', async () => {
    const bot = await aTeam('UREP1');
    const rita = bot.slack.user('UREP1');
    const today = '2026-01-05';
    await addSpend(bot.ctx, {
      fromOn: today,
      toOn: today,
      amount: '600',
      channel: undefined,
      campaign: undefined,
    });
    await adds(bot, 'UADMIN', {
      ...{ name: 'Ada Park', company: 'Acme', email: 'ada@acme.test', phone: '+1 555 0100' },
      ...{ otherSource: 'referral', score: '80', note: 'Met at <!here> the fair' },
    });
    await bot.sees('UADMIN', 'Ada Park, Acme is added', 'handed over now', '`/funnel lead S-');
    const about = ['Ada Park', 'ada@acme.test', 'Source referral · score 80', ': “Met at <!here> the fair”'];
    const card = await bot.sees('UREP1', ...about, '[Accept]');
    await rita.click(card, 'Accept');
    await rita.click(await bot.sees('UREP1', '✅ Accepted', 'Won'), MENU, { choose: 'Opportunity' });
    await rita.click(await bot.sees('UREP1', '💼 Opportunity', '<@UREP1>'), MENU, { choose: 'Won' });
    const won = await bot.sees('UREP1', '✅ Accepted', '🏆 Won', '<@UREP1>');
    expect(won.ts).toBe(card.ts);
    expect(won.text).toBe('Ada Park, Acme: accepted, now won.');
    expect(buttonsOf(won)).toEqual(['Undo']);
    expect(wordsOf(await bot.asks('UADMIN', 'leads this month'))).toMatch(/Ada Park.*Won/s);
    expect(wordsOf(await bot.asks('UADMIN', 'cost this month'))).toContain('per customer');
    await rita.click(won, 'Undo');
    await bot.sees('UREP1', '✅ Accepted', '💼 Opportunity', 'Won Lost');
    expect(wordsOf(await bot.asks('UADMIN', 'cost this month'))).not.toContain('per customer: $600');
  });

  it('is kept until somebody makes it an MQL beside its story; Undo takes that back', async () => {
    const bot = await aTeam('UREP1');
    const rita = bot.slack.user('UREP1');
    await adds(bot, 'UREP1', { name: 'Ada Park', email: 'ada@acme.test', ...LATER });
    const told = await bot.sees('UREP1', 'Ada Park is added', '[Make MQL]');
    expect(await listHandoffs(bot.ctx)).toEqual([]);
    await rita.click(told, 'Make MQL');
    await bot.sees('UREP1', 'New MQL', '[Accept]');
    await rita.click(await bot.sees('UREP1', 'MQL', '[Undo]'), 'Undo');
    await bot.sees('UREP1', 'No longer an MQL');
    await rita.click(await bot.sees('UREP1', '[Make MQL]'), 'Make MQL');
    await rita.click(await bot.sees('UREP1', 'New MQL', '[Accept]'), 'Reject');
    await rita.submit(await bot.until(() => rita.modal()), { reason: 'Not now, try again later' });
    const rejected = await bot.sees('UREP1', '♻️ Rejected, back to marketing', 'Make MQL');
    await rita.click(rejected, MENU, { choose: 'Make MQL' });
    await bot.sees('UREP1', 'New MQL', '[Accept]');
    await bot.sees('UREP1', '♻️ Rejected', '📥 MQL');
    expect((await listHandoffs(bot.ctx)).map(({ state }) => state)).toEqual(['recycled', 'open']);
  });
});

describe('the stage of a lead', () => {
  it('is moved by one of two people at once; the other is told how it stands', async () => {
    const { bot, card, rita } = await accepted();
    await Promise.all([
      rita.click(card, MENU, { choose: 'Opportunity' }),
      bot.slack.user('UREP1').click(card, MENU, { choose: 'Lost' }),
    ]);
    await bot.isTold('UREP1', 'This lead is ', 'now, by <@UREP1>', 'Your click changed nothing.');
    await rita.click(card, MENU, { choose: 'Won' });
    await bot.isTold('UREP1', 'Your click changed nothing.');
    expect(['opportunity', 'lost']).toContain(await stageOf(bot));
  });

  it('is for its holder, managers and admins; a decision is undone only after what came of it', async () => {
    const { bot, card, rita } = await accepted('UREP2');
    await bot.slack.user('UREP2').click(card, MENU, { choose: 'Won' });
    await bot.isTold(
      'UREP2',
      'This lead is with <@UREP1>. Only its holder, a manager or an admin can change',
    );
    expect(await stageOf(bot)).toBe('sql');
    await bot.slack.user('UADMIN').click(card, MENU, { choose: 'Won' });
    const won = await bot.sees('UREP1', '🏆 Won', '<@UADMIN>');
    await rita.click(card, 'Undo');
    await bot.isTold('UREP1', 'This lead is won now, by <@UADMIN>');
    bot.passes(minutes(11));
    await rita.click(won, 'Undo');
    await bot.isTold('UREP1', 'The ten minutes for Undo are over.');
    await rita.click(await bot.sees('UREP1', '🏆 Won', 'Opportunity Lost'), MENU, { choose: 'Opportunity' });
    await rita.click(await bot.sees('UREP1', '💼 Opportunity', 'Back to SQL'), MENU, {
      choose: 'Back to SQL',
    });
    await bot.until(async () => (await stageOf(bot)) === 'sql');
  });
});

describe('everything without typing', () => {
  it('adds a lead from the Home tab, lists it under My leads, and moves it there', async () => {
    const bot = await aTeam('UREP1');
    const rita = bot.slack.user('UREP1');
    await rita.openHome();
    const home = await bot.until(() => rita.home());
    await rita.click(home, 'My leads…');
    const empty = await bot.until(() => rita.modal());
    expect(wordsOfView(empty)).toContain('You work on no lead now.');
    await rita.close(empty);
    await rita.click(await bot.until(() => rita.home()), 'Add a lead…');
    await rita.submit(await bot.until(() => rita.modal()), { name: 'Ada Park', ...LATER });
    await adds(bot, 'UADMIN', { name: 'Bo Lind', ownerId: 'UREP1' });
    await rita.click(await bot.sees('UREP1', 'New MQL: Bo Lind'), 'Accept');
    await bot.sees('UREP1', 'Bo Lind', '✅ Accepted');
    await rita.command('/funnel', 'mine');
    const list = await bot.until(() => rita.modal());
    expect(wordsOfView(list)).toMatch(
      /Bo Lind · SQL since .* Opportunity Won Lost Details….*Ada Park · Lead since/s,
    );
    const rowOf = (name: string) =>
      String(list.blocks.find((block) => JSON.stringify(block).includes(name))?.block_id);
    await rita.click(list, 'own_lead_menu', { choose: 'Won', blockId: rowOf('Bo Lind') });
    const won = await bot.until(() => {
      const shown = rita.modal();
      return wordsOfView(shown).includes('✅ Bo Lind is won now.') ? shown : undefined;
    });
    await rita.click(won, 'own_lead_menu', { choose: 'Lost', blockId: rowOf('Ada Park') });
    await bot.until(() => wordsOfView(rita.modal()).includes('✅ Ada Park is lost now.'));
    await bot.sees('UREP1', 'Bo Lind', '🏆 Won');
  });
});

describe('the form', () => {
  it('says at each field what is wrong with it', async () => {
    const bot = await aTeam('UREP1');
    bot.slack.addUser({ id: 'UGUEST', name: 'Gus Guest', isRestricted: true });
    const wrong = { name: ' ', email: 'ada', phone: 'soon', score: 'high' };
    const errors = {
      name: 'Say who it is.',
      email: 'This is no e-mail address. Write it like ada@example.com.',
      phone: 'This is no phone number. Write it like +44 20 7946 0100.',
      score: 'Write a number, such as 80.',
    };
    expect((await adds(bot, 'UREP1', wrong)).body).toEqual({ response_action: 'errors', errors });
    const rita = bot.slack.user('UREP1');
    const form = await bot.until(() => rita.modal());
    const toGuest = await rita.submit(form, { name: 'Ada', ownerId: 'UGUEST' });
    expect(toGuest.body).toMatchObject({ errors: { ownerId: expect.stringContaining('cannot take leads') } });
    await Promise.all([rita.submit(form, { name: 'Ada' }), rita.submit(form, { name: 'Ada' })]);
    await bot.sees('UREP1', 'New MQL: Ada.');
    expect(await listHandoffs(bot.ctx)).toHaveLength(1);
  });

  it('shows who has the same e-mail before a second lead is added', async () => {
    const bot = await aTeam('UREP1');
    const admin = bot.slack.user('UADMIN');
    await adds(bot, 'UADMIN', {
      name: 'Ada Park',
      company: 'Acme',
      email: 'ada@acme.test',
      otherSource: 'fair',
    });
    await bot.sees('UREP1', 'New MQL: Ada Park, Acme.');
    await bot.asks('UADMIN', 'queue');
    await admin.command('/funnel', 'add');
    const form = await bot.until(() => admin.modal());
    expect(wordsOfView(form)).toContain('fair');
    await admin.submit(form, { name: 'A. Park', email: 'ADA@acme.test', source: 'fair', ...LATER });
    const warned = await bot.until(() => admin.modal());
    expect(wordsOfView(warned)).toContain('There is a lead with this e-mail already.');
    expect(wordsOfView(warned)).toMatch(/Ada Park, Acme, an MQL, with\s+<@UREP1>/);
    await admin.click(warned, 'Open it');
    const story = await bot.until(() => (admin.modal()?.id === warned.id ? undefined : admin.modal()));
    expect(wordsOfView(story)).toContain('MQL');
    await admin.close(story);
    await admin.submit(await bot.until(() => admin.modal()), {
      name: 'A. Park',
      email: 'ada@acme.test',
      ...LATER,
    });
    await bot.sees('UADMIN', 'A. Park is added');
    expect(admin.modal()).toBeUndefined();
  });

  it('is for reps, managers and admins', async () => {
    const bot = await aTeam('UREP1');
    bot.slack.addUser({ id: 'UGUEST', name: 'Gus Guest', isRestricted: true });
    for (const [userId, words] of [
      ['UREP2', 'Only reps, managers and admins can add leads.'],
      ['UGUEST', 'Guests and people of other organisations cannot use this app.'],
    ] as const) {
      const person = bot.slack.user(userId);
      await person.shortcut(SHORTCUT.addLead);
      expect(wordsOfView(await bot.until(() => person.modal()))).toContain(words);
    }
    expect((await bot.asks('UREP2', 'add')).text).toContain('Only reps, managers and admins');
    expect(wordsOf(await bot.asks('UREP2', 'help'))).not.toContain('/funnel add');
    expect(wordsOf(await bot.asks('UREP1', 'help'))).toContain('/funnel add');
  });
});

describe('a message', () => {
  it('becomes a lead with its author, addresses and text, which stays text', async () => {
    const bot = await aTeam('UREP1');
    const rita = bot.slack.user('UREP1');
    const text =
      '<!channel> &lt;b&gt;Bo Lind&lt;/b&gt; called: <mailto:bo@lind.test|bo@lind.test>, <tel:+4930901820|+49 30 901820>, ask <@UADMIN>';
    await rita.messageShortcut(SHORTCUT.makeLead, 'CSALES', { text, user: 'UREP2', ts: '1767600000.000200' });
    const form = await bot.until(() => rita.modal());
    await rita.submit(form);
    const url = 'https://corp.slack.com/archives/CSALES/p1767600000000200';
    const card = await bot.sees('UREP1', 'New MQL: Ron Rep.', 'bo@lind.test', '+49 30 901820');
    expect(wordsOf(card)).toContain(
      '“!channel <b>Bo Lind</b> called: bo@lind.test, +49 30 901820, ask @UADMIN”',
    );
    expect(JSON.stringify(card.blocks)).toContain(`"url":"${url}","text":"Open the message in Slack"`);
    expect(card.text).not.toContain('<!');
  });

  it('of an app gives no name', async () => {
    const bot = await aTeam('UREP1');
    const rita = bot.slack.user('UREP1');
    const message = { text: 'New sign-up', user: 'UREP2', bot_id: 'B1', ts: '1767600000.000200' };
    await rita.messageShortcut(SHORTCUT.makeLead, 'CSALES', message);
    const form = await bot.until(() => rita.modal());
    expect(JSON.stringify(form.blocks)).not.toContain('Ron Rep');
    const ack = await rita.submit(form, { name: '<!here> & *co*' });
    expect(ack.status).toBe(200);
    const card = await bot.sees('UREP1', 'New MQL', '[Accept]');
    expect(card.text).toContain('&lt;!here&gt; &amp; *co*');
    await bot.sees('UREP1', '&lt;!here&gt; &amp; *co* is added');
  });
});
