import { describe, expect, it } from 'vitest';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { hours, minutes } from '../support/facts.ts';
import {
  aBot,
  anMql,
  type Bot,
  buttonsOf,
  embeddedDatabaseOfSuite,
  wordsOf,
  wordsOfView,
} from '../support/run-app.ts';
import { changeSettings } from '../support/settings-form.ts';
import type { Choice } from '../support/slack/elements.ts';
import type { EphemeralMessage, SlackMessage } from '../support/slack/world.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

/** A bot with Rita and Ron in the rotation; Rita holds L-1. */
async function withCard(...leadIds: string[]) {
  const bot = await aBot({ database: database() });
  await bot.asks('UADMIN', 'reps add <@UREP1> <@UREP2>');
  await bot.post(anMql(bot, 'L-1', { name: 'Ada Park' }));
  const card = await bot.sees('UREP1', 'Ada Park', '[Accept]');
  for (const leadId of leadIds) await bot.post(anMql(bot, leadId, { name: `Lead ${leadId}` }));
  return { bot, card };
}

async function withPool() {
  const bot = await aBot({ database: database() });
  await changeSettings(bot, 'Alerts…', { poolChannelId: 'CSALES' });
  await bot.post(anMql(bot, 'L-1', { name: 'Ada Park' }));
  return { bot, card: await bot.sees('CSALES', 'Ada Park', '[Claim]') };
}

/** Presses a button that opens a form, and sends the form. */
async function fillsIn(
  bot: Bot,
  userId: string,
  on: SlackMessage | EphemeralMessage,
  [button, choose]: [string, string?],
  values: Record<string, Choice>,
): Promise<void> {
  const person = bot.slack.user(userId);
  await person.click(on, button, choose ? { choose } : {});
  const form = await bot.until(() => person.modal());
  expect((await person.submit(form, values)).status).toBe(200);
}

async function notice(bot: Bot, userId: string, ...words: string[]): Promise<void> {
  const person = bot.slack.user(userId);
  const shown = await bot.until(() => (person.modal()?.title === 'Working…' ? undefined : person.modal()));
  for (const word of words) expect(wordsOfView(shown)).toContain(word);
  await person.close(shown);
}

const MENU = 'lead_menu';

describe('Not mine', () => {
  it('hands the lead on: both cards say so, and the old one offers nothing', async () => {
    const { bot, card } = await withCard();
    await fillsIn(bot, 'UREP1', card, [MENU, 'Not mine…'], { reason: 'Wrong region', other: 'Asia' });
    const next = await bot.sees('UREP2', 'Ada Park', 'Handed on by', '<@UREP1>', 'Wrong region: Asia');
    expect(buttonsOf(next)).toEqual(['Accept', 'Reject']);
    const old = await bot.sees('UREP1', 'Handed on to', '<@UREP2>');
    expect(old.ts).toBe(card.ts);
    expect(buttonsOf(old)).toEqual([]);
    await bot.slack.user('UREP1').click(card, 'Accept');
    await bot.isTold('UREP1', 'This lead is with <@UREP2>');
    await bot.slack.user('UREP1').click(card, MENU, { choose: 'Not mine…' });
    await bot.isTold('UREP1', 'This lead is with <@UREP2>');
  });

  it('is acknowledged before Slack is asked for people, and says what happened', async () => {
    const { bot, card } = await withCard();
    const rita = bot.slack.user('UREP1');
    await rita.click(card, MENU, { choose: 'Not mine…' });
    const ack = await rita.submit(await bot.until(() => rita.modal()), { reason: 'Wrong region' });
    expect(ack.body).toMatchObject({ response_action: 'update', view: { title: { text: 'Working…' } } });
    await notice(bot, 'UREP1', 'Done', 'Done: Ada Park is with <@UREP2> now.');
  });

  it('holds also when the form is closed before it is done', async () => {
    const { bot, card } = await withCard();
    bot.slack.failNext('views.update', { error: 'not_found' });
    await fillsIn(bot, 'UREP1', card, [MENU, 'Not mine…'], { reason: 'Wrong region' });
    await bot.sees('UREP2', 'Ada Park', 'Handed on by', '<@UREP1>');
    await bot.until(() => bot.slack.calls.some(({ method }) => method === 'views.update'));
  });

  it('asks for words where the reason is another one, and says when nobody else is free', async () => {
    const { bot, card } = await withCard();
    await bot.asks('UADMIN', 'reps remove <@UREP2>');
    const rita = bot.slack.user('UREP1');
    await rita.click(card, MENU, { choose: 'Not mine…' });
    const form = await bot.until(() => rita.modal());
    const ack = await rita.submit(form, { reason: 'Something else' });
    expect(ack.body).toMatchObject({ response_action: 'errors', errors: { other: 'Say what it is.' } });
    await rita.submit(form, { reason: 'Something else', other: 'My cousin' });
    await notice(bot, 'UREP1', 'Not handed on', 'Nobody else is free');
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ holderId: 'UREP1', turn: 1 }]);
  });

  it('sent twice hands on once', async () => {
    const { bot, card } = await withCard();
    const rita = bot.slack.user('UREP1');
    await rita.click(card, MENU, { choose: 'Not mine…' });
    const form = await bot.until(() => rita.modal());
    await Promise.all([
      rita.submit(form, { reason: 'Wrong product' }),
      rita.submit(form, { reason: 'Wrong product' }),
    ]).catch(() => undefined);
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ holderId: 'UREP2', turn: 2 }]);
  });
});

describe('Give to…', () => {
  it('gives a lead from the queue’s card, with a note that its new card shows', async () => {
    const { bot, card } = await withCard();
    await bot.slack.user('UADMIN').click(await bot.asks('UADMIN', 'queue'), 'Open card');
    const managers = await bot.sees('UADMIN', 'Ada Park', '[Give to…]');
    await fillsIn(bot, 'UADMIN', managers, ['Give to…'], { to: 'UMANAGER', note: 'knows <!here> them' });
    await notice(bot, 'UADMIN', 'Done', 'Ada Park is with <@UMANAGER> now.');
    await bot.sees('UMANAGER', 'Given by Ann Admin: knows <!here> them', '[Accept]');
    expect(buttonsOf(await bot.sees('UREP1', 'Handed on to', 'given by'))).toEqual([]);
    await bot.slack.user('UMANAGER').click(await bot.sees('UMANAGER', '[Accept]'), 'Accept');
    await bot.sees('UMANAGER', '✅ Accepted');
    await fillsIn(bot, 'UADMIN', managers, ['Give to…'], { to: 'UREP2' });
    await notice(bot, 'UADMIN', 'Not given', 'already accepted by <@UMANAGER>');
    await bot.slack.user('UREP1').click(managers, 'Give to…');
    await bot.isTold('UREP1', 'Only managers and admins');
    expect(card.ts).toBeTruthy();
  });

  it('gives several at once, and says which were settled meanwhile', async () => {
    const { bot, card } = await withCard('L-2', 'L-3');
    await bot.until(async () => (await listHandoffs(bot.ctx)).every(({ turn }) => turn === 1));
    const admin = bot.slack.user('UADMIN');
    await admin.click(await bot.asks('UADMIN', 'queue'), 'Give several…');
    const form = await bot.until(() => admin.modal());
    await bot.slack.user('UREP1').click(card, 'Accept');
    await bot.sees('UREP1', '✅ Accepted');
    const ids = (await listHandoffs(bot.ctx)).map(({ handoffId }) => handoffId);
    await admin.submit(form, { leads: ids, to: 'UMANAGER' });
    await notice(
      bot,
      'UADMIN',
      'Done',
      '2 leads given to <@UMANAGER>',
      '1 lead was already accepted by <@UREP1>',
    );
    await bot.sees('UMANAGER', 'Lead L-3', '[Accept]');
    await bot.slack.user('UREP2').click(await bot.asks('UADMIN', 'queue'), 'Give several…');
    await bot.isTold('UREP2', 'Only managers and admins');
  });
});

describe('Claim', () => {
  it('gives a lead of the pool to the first, and tells the second who has it', async () => {
    const { bot, card } = await withPool();
    await bot.slack.user('UREP2').click(card, 'Claim');
    await bot.isTold('UREP2', 'It is yours');
    const taken = await bot.sees('CSALES', '🙋 Claimed', '<@UREP2>');
    expect([taken.ts, buttonsOf(taken)]).toEqual([card.ts, []]);
    await bot.slack.user('UREP1').click(card, 'Claim');
    await bot.isTold('UREP1', 'This lead is claimed by <@UREP2> since');
    await bot.slack.user('UREP2').click(card, 'Claim');
    await bot.isTold('UREP2', 'You have this lead already');
    const own = await bot.sees('UREP2', 'You took it from the pool', '[Accept]');
    await bot.slack.user('UREP2').click(own, 'Accept');
    await bot.sees('CSALES', '✅ Accepted', '<@UREP2>');
    await bot.slack.user('UREP1').click(card, 'Claim');
    await bot.isTold('UREP1', 'already accepted by <@UREP2>');
  });

  it('pressed by two at once is one claim', async () => {
    const { bot, card } = await withPool();
    await Promise.all(['UREP1', 'UREP2'].map((id) => bot.slack.user(id).click(card, 'Claim')));
    await bot.sees('CSALES', '🙋 Claimed');
    const [handoff] = await listHandoffs(bot.ctx);
    const loser = handoff?.holderId === 'UREP1' ? 'UREP2' : 'UREP1';
    await bot.isTold(loser, `claimed by <@${handoff?.holderId}>`);
    expect(handoff?.turn).toBe(2);
  });
});

describe('Snooze', () => {
  it('is said on the card until it is over; the reminder comes then, the deadline stays', async () => {
    const { bot, card } = await withCard();
    await bot.slack.user('UREP1').click(card, MENU, { choose: 'Snooze for 3 hours' });
    expect((await bot.sees('UREP1', '🔕 Snoozed until', 'the deadline stays')).ts).toBe(card.ts);
    const [before] = await listHandoffs(bot.ctx);
    bot.passes(hours(3));
    await bot.sees('UREP1', '🔔 Reminder', 'Ada Park');
    const [handoff] = await listHandoffs(bot.ctx);
    expect(handoff).toMatchObject({ dueAt: before?.dueAt, state: 'open' });
    await bot.until(
      async () => !(await bot.slack.messages('UREP1')).some((one) => wordsOf(one).includes('Snoozed')),
    );
    await bot.slack.user('UADMIN').click(card, MENU, { choose: 'Snooze for 1 hour' });
    await bot.isTold('UADMIN', 'This lead is with <@UREP1>');
  });
});

describe('a missed deadline', () => {
  it('may be excused by a manager, from the notice', async () => {
    const { bot } = await withCard();
    bot.passes(hours(24) + minutes(5));
    const managers = await bot.sees('UADMIN', '⏰ Not decided in time', '[Excuse…]');
    await fillsIn(bot, 'UADMIN', managers, ['Excuse…'], { reason: 'An outage of ours' });
    const excused = await bot.sees('UADMIN', 'Excused', '<@UADMIN>', 'An outage of ours');
    expect(buttonsOf(excused)).not.toContain('Excuse…');
    await bot.sees('UREP1', 'Ada Park', 'Excused', 'An outage of ours');
    await bot.slack.user('UADMIN').click(managers, 'Excuse…');
    await bot.isTold('UADMIN', 'excused by <@UADMIN> already');
    await bot.slack.user('UREP1').click(managers, 'Excuse…');
    await bot.isTold('UREP1', 'Only managers and admins');
  });

  it('makes the lead somebody else’s, whose card says from whom and what was promised', async () => {
    const { bot, card } = await withCard();
    bot.passes(hours(24) + minutes(5));
    await bot.sees('UREP1', '⏰ Not decided in time');
    bot.passes(minutes(40));
    const next = await bot.sees('UREP2', 'Handed on from', '<@UREP1>', 'not decided in time');
    expect(wordsOf(next)).toContain('which has passed');
    const old = await bot.sees('UREP1', 'Handed on to', '<@UREP2>', 'not decided in time');
    expect(buttonsOf(old)).toEqual([]);
    expect(card.ts).toBeTruthy();
  });
});

describe('/funnel lead', () => {
  it('tells the story to whoever may hear it, and lets a manager correct a decision', async () => {
    const { bot, card } = await withCard();
    await bot.slack.user('UREP1').click(card, 'Accept');
    await bot.sees('UREP1', '✅ Accepted');
    bot.passes(minutes(11));
    expect(wordsOf(await bot.asks('UREP2', 'lead L-1'))).toContain('Only managers, admins and whoever has');
    expect(wordsOf(await bot.asks('UADMIN', 'lead L-404'))).toContain('I know no lead L-404');
    expect(wordsOf(await bot.asks('UADMIN', 'lead'))).toContain('Say which lead');
    expect(buttonsOf(await bot.asks('UREP1', 'lead L-1'))).toEqual([
      'Open card',
      'Opportunity',
      'Won',
      'Lost',
    ]);
    const story = await bot.asks('UADMIN', 'lead L-1');
    for (const words of ['MQL', 'Turn 1', 'Card to', '✅ Accepted', '<@UREP1>']) {
      expect(wordsOf(story)).toContain(words);
    }
    await fillsIn(bot, 'UADMIN', story, ['Correct…'], {
      to: 'Rejected: Spam or test',
      why: 'A test of ours',
    });
    await notice(bot, 'UADMIN', 'Done', 'Ada Park is rejected (Spam or test) now.');
    const corrected = await bot.sees('UREP1', '🚫 Rejected', 'A test of ours', 'it was “accepted” by');
    expect([corrected.ts, buttonsOf(corrected)]).toEqual([card.ts, []]);
    expect(wordsOf(await bot.asks('UADMIN', 'lead L-1'))).toContain('Corrected');
    await fillsIn(bot, 'UADMIN', story, ['Correct…'], { to: 'Open again', why: 'It was real' });
    await notice(bot, 'UADMIN', 'Done', 'Ada Park is open again now.');
    const open = await bot.sees('UREP1', 'Opened again by Ann Admin: It was real', '[Accept]');
    await bot.slack.user('UADMIN').click(story, 'Correct…');
    await bot.isTold('UADMIN', 'This lead is open');
    await bot.slack.user('UREP1').click(open, 'Accept');
    await bot.sees('UREP1', '✅ Accepted');
    await bot.slack.user('UREP1').click(story, 'Correct…');
    await bot.isTold('UREP1', 'Only managers and admins');
  });
});

describe('/funnel reps', () => {
  it('sets weight and caps, pauses and resumes, and lists who takes part', async () => {
    const { bot } = await withCard();
    const say = async (userId: string, text: string) => wordsOf(await bot.asks(userId, `reps ${text}`));
    expect(await say('UADMIN', 'weight <@UREP1|rita> 2')).toContain('<@UREP1> has weight 2');
    expect(await say('UADMIN', 'cap <@UREP1> 5 a day')).toContain('at most 5 leads a day');
    expect(await say('UADMIN', 'cap <@UREP1> 10 open')).toContain('at most 10 open leads at once');
    expect(await say('UADMIN', 'list')).toMatch(
      /<@UREP1> · weight 2 · 1 of at most 10 open leads · at most 5 a day/,
    );
    expect(await say('UADMIN', 'cap <@UREP1> off')).toContain('as many leads as there are turns');
    expect(await say('UADMIN', 'cap <@UREP1> lots')).toContain('“lots” is not a cap');
    expect(await say('UADMIN', 'weight <@UREP1> heavy')).toContain('Give a whole number');
    expect(await say('UADMIN', 'pause <@UREP1>')).toContain('gets no new leads until');
    expect(await say('UREP2', 'pause <@UREP1>')).toContain('Only managers and admins');
    expect(await say('UREP2', 'list')).toContain('⏸️ paused');
    expect(await say('UREP2', 'resume <@UREP1>')).toContain('Only managers and admins');
    expect(await say('UREP1', 'resume')).toContain('<@UREP1> takes part in the rotation again');
    expect(await say('UADMIN', 'remove <@UREP1>')).toContain('Their 1 open lead is handed on now.');
    await bot.sees('UREP2', 'Ada Park', '[Accept]');
    expect(buttonsOf(await bot.sees('UREP1', 'Handed on to', '<@UREP2>'))).toEqual([]);
  });
});

describe('somebody who leaves Slack', () => {
  it('has their leads handed on', async () => {
    const { bot } = await withCard();
    bot.slack.changeUser('UREP1', { isDeleted: true });
    await bot.slack.event({ type: 'user_change', user: { id: 'UREP1', deleted: true }, event_ts: '1.0' });
    await bot.sees('UREP2', 'Ada Park', '[Accept]');
    bot.slack.changeUser('UREP2', { name: 'Ronald Rep' });
    await bot.slack.event({ type: 'user_change', user: { id: 'UREP2' }, event_ts: '2.0' });
    await bot.slack.event({ type: 'user_change', user: { id: 'UUNKNOWN' }, event_ts: '3.0' });
    await bot.until(async () => wordsOf(await bot.asks('UADMIN', 'reps list')).includes('1 rep in'));
  });
});

describe('Resume my turns', () => {
  it('takes a paused rep back, once, and is for them and managers', async () => {
    const { bot } = await withCard();
    await bot.asks('UADMIN', 'reps pause <@UREP1>');
    const payload = { userId: 'UREP1', lapses: 3 };
    const dedupeKey = `paused:UREP1:${bot.clock.now().getTime()}:UREP1`;
    await enqueueDeliveries(bot.ctx, [{ dedupeKey, kind: 'paused', recipientId: 'UREP1', payload }]);
    bot.app.wake();
    const notice = await bot.sees('UREP1', 'You get no new leads for now', '[Resume my turns]');
    await bot.slack.user('UREP2').click(notice, 'Resume my turns');
    await bot.isTold('UREP2', 'Only managers and admins');
    await bot.slack.user('UREP1').click(notice, 'Resume my turns');
    const after = await bot.sees('UREP1', 'You get leads from the rotation again');
    expect([after.ts, buttonsOf(after)]).toEqual([notice.ts, []]);
    await bot.slack.user('UREP1').click(notice, 'Resume my turns');
    await bot.isTold('UREP1', 'is not paused');
  });
});
