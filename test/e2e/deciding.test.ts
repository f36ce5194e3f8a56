import { describe, expect, it } from 'vitest';
import { minutes } from '../support/facts.ts';
import {
  aBot,
  anMql,
  type Bot,
  buttonsOf,
  embeddedDatabaseOfSuite,
  wordsOf,
  wordsOfView,
} from '../support/run-app.ts';
import type { SlackMessage, SlackView } from '../support/slack/world.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

/** A bot with one open lead, whose card Rita holds. */
async function withCard(name = 'Ada Park') {
  const bot = await aBot({ database: database() });
  const rita = bot.slack.user('UREP1');
  await bot.post(anMql(bot, 'L-1', { name, ownerEmail: rita.email }));
  return { bot, rita, card: await bot.sees(rita.id, name, '[Accept]') };
}

async function modalOf(bot: Bot, userId: string): Promise<SlackView> {
  return bot.until(() => bot.slack.user(userId).modal());
}

async function reject(bot: Bot, card: SlackMessage, reason: string, note?: string): Promise<void> {
  const rita = bot.slack.user('UREP1');
  await rita.click(card, 'Reject');
  const modal = await modalOf(bot, rita.id);
  expect((await rita.submit(modal, { reason, ...(note ? { note } : {}) })).status).toBe(200);
}

describe('rejecting', () => {
  it('asks for a reason and a note, which the card then shows', async () => {
    const { bot, rita, card } = await withCard();
    await reject(bot, card, 'no_budget', 'Asks again in spring');
    const settled = await bot.sees(rita.id, '🚫 Rejected', 'No budget', '“Asks again in spring”');
    expect(settled.ts).toBe(card.ts);
    expect(buttonsOf(settled)).toEqual(['Undo']);
    expect(rita.modal()).toBeUndefined();
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ state: 'rejected', reason: 'no_budget' }]);
  });

  it('gives a lead back to marketing where the reason means so', async () => {
    const { bot, rita, card } = await withCard();
    await reject(bot, card, 'not_now');
    await bot.sees(rita.id, '♻️ Rejected, back to marketing', 'Not now, try again later');
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ state: 'recycled', note: null }]);
  });

  it('says in the form that somebody else was faster', async () => {
    const { bot, rita, card } = await withCard();
    await rita.click(card, 'Reject');
    const modal = await modalOf(bot, rita.id);
    await bot.slack.user('UADMIN').click(card, 'Accept');
    await bot.sees(rita.id, '✅ Accepted', '<@UADMIN>');
    await rita.submit(modal, { reason: 'spam' });
    const notice = wordsOfView(rita.modal());
    expect(notice).toContain('Already decided');
    expect(notice).toContain('already accepted by <@UADMIN>');
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ state: 'accepted' }]);
  });
});

describe('undo', () => {
  it('opens the same card again, with the same deadline', async () => {
    const { bot, rita, card } = await withCard();
    await reject(bot, card, 'spam');
    const [decided] = await listHandoffs(bot.ctx);
    bot.clock.advance(minutes(9));
    await rita.click(await bot.sees(rita.id, '[Undo]'), 'Undo');
    const open = await bot.sees(rita.id, '[Accept]');
    expect(open.ts).toBe(card.ts);
    expect(await listHandoffs(bot.ctx)).toMatchObject([
      { state: 'open', handoffId: decided?.handoffId, dueAt: decided?.dueAt, note: null, reason: null },
    ]);
    await rita.click(open, 'Accept');
    await bot.sees(rita.id, '✅ Accepted');
  });

  it('goes from the card after ten minutes, and is refused in words', async () => {
    const { bot, rita, card } = await withCard();
    await rita.click(card, 'Accept');
    const accepted = await bot.sees(rita.id, '[Undo]');
    bot.passes(minutes(10) + 1);
    await bot.until(async () => {
      const [shown] = await bot.slack.messages(rita.id);
      return shown && !wordsOf(shown).includes('[Undo]');
    });
    expect(buttonsOf(await bot.sees(rita.id, '✅ Accepted'))).toEqual(['Contacted']);
    await rita.click(accepted, 'Undo');
    await bot.isTold(rita.id, 'The ten minutes for Undo are over.');
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ state: 'accepted' }]);
  });
});

describe('a click that comes too late or from the wrong person', () => {
  it('is told privately who decided, what and when', async () => {
    const { bot, rita, card } = await withCard();
    await rita.click(card, 'Accept');
    await bot.sees(rita.id, '✅ Accepted');
    for (const button of ['Accept', 'Reject']) {
      await rita.click(card, button);
      await bot.isTold(rita.id, `already accepted by <@${rita.id}>`, '5 Jan, 09:00 UTC');
    }
    expect(rita.modal()).toBeUndefined();
    expect(await bot.slack.messages(rita.id)).toHaveLength(1);
  });

  it('changes nothing for a colleague whose lead it is not', async () => {
    const { bot, rita, card } = await withCard();
    for (const button of ['Accept', 'Reject']) {
      await bot.slack.user('UREP2').click(card, button);
      await bot.isTold('UREP2', `This lead is with <@${rita.id}>`);
    }
    await rita.click(card, 'Accept');
    const accepted = await bot.sees(rita.id, '[Undo]');
    await bot.slack.user('UREP2').click(accepted, 'Undo');
    await bot.isTold('UREP2', 'can undo it');
    await bot.slack.user('UREP2').click(accepted, 'Contacted');
    await bot.isTold('UREP2', `This lead is with <@${rita.id}>`);
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ state: 'accepted', contactedAt: null }]);
  });

  it('is refused everything to guests and people of other organisations', async () => {
    const { bot, rita, card } = await withCard();
    const { slack } = bot;
    slack.addUser({ id: 'UGUEST', name: 'Gus Guest', isRestricted: true });
    slack.addUser({ id: 'UOTHER', name: 'Olaf Other', teamId: 'TOTHER', isAdmin: true });
    await rita.click(card, 'Accept');
    const accepted = await bot.sees(rita.id, '[Undo]');
    for (const id of ['UGUEST', 'UOTHER']) {
      for (const [shown, button] of [
        [card, 'Accept'],
        [card, 'Reject'],
        [accepted, 'Undo'],
        [accepted, 'Contacted'],
      ] as const) {
        await slack.user(id).click(shown, button);
        const answer = await bot.isTold(id);
        expect(wordsOf(answer), button).toMatch(/Guests and people of other organisations|can undo it/);
        expect(wordsOf(answer), button).not.toContain('Ada');
      }
      for (const command of ['', 'help', 'queue', 'cost', 'settings', 'digest preview', 'leads']) {
        const answer = await bot.asks(id, command);
        expect(wordsOf(answer)).toContain('Guests and people of other organisations cannot use this app.');
      }
    }
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ state: 'accepted', contactedAt: null }]);
  });

  it('is told that a lead marked contacted stays so', async () => {
    const { bot, rita, card } = await withCard();
    await rita.click(card, 'Accept');
    const accepted = await bot.sees(rita.id, '[Contacted]');
    await rita.click(accepted, 'Contacted');
    await bot.sees(rita.id, '📞 Contacted');
    await rita.click(accepted, 'Contacted');
    await bot.isTold(rita.id, `was marked contacted by <@${rita.id}> already`);
  });
});

describe('the CRM', () => {
  it('may decide first: the card says so and offers nothing to decide', async () => {
    const { bot, rita, card } = await withCard();
    bot.clock.advance(minutes(5));
    await bot.post({ ...anMql(bot, 'L-1'), id: 'won', stage: 'sql', origin: 'hubspot' });
    const settled = await bot.sees(rita.id, '✅ Accepted by  the CRM (hubspot)'.replace('  ', ' '));
    expect(settled.ts).toBe(card.ts);
    expect(buttonsOf(settled)).toEqual(['Contacted']);
    await rita.click(card, 'Accept');
    await bot.isTold(rita.id, 'already accepted by the CRM');
    await rita.click(card, 'Reject');
    await bot.isTold(rita.id, 'already accepted by the CRM');
  });

  it('wins with an earlier decision, and the card says what it replaces', async () => {
    const { bot, rita, card } = await withCard();
    const decidedInCrm = bot.clock.advance(minutes(5)).toISOString();
    bot.clock.advance(minutes(5));
    await rita.click(card, 'Accept');
    await bot.sees(rita.id, '✅ Accepted');
    await bot.post({ id: 'no', leadId: 'L-1', stage: 'rejected', occurredAt: decidedInCrm, origin: 'crm' });
    const corrected = await bot.sees(rita.id, '🚫 Rejected', 'The CRM’s report came first');
    expect(wordsOf(corrected)).toContain(`replaces “accepted” by <@${rita.id}>`);
    expect(buttonsOf(corrected)).toEqual([]);
  });

  it('may take an MQL back: the card says so, and a click changes nothing', async () => {
    const { bot, rita, card } = await withCard();
    bot.clock.advance(minutes(5));
    await bot.post({ ...anMql(bot, 'L-1'), id: 'back', stage: 'lead', origin: 'crm' });
    expect(buttonsOf(await bot.sees(rita.id, '↩️ Withdrawn'))).toEqual([]);
    await rita.click(card, 'Accept');
    await bot.isTold(rita.id, 'already withdrawn by the CRM');
  });
});
