import { describe, expect, it } from 'vitest';
import { listMembers } from '../../src/team/members.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf } from '../support/run-app.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

const say = async (bot: Bot, text: string) => (await bot.asks('UADMIN', `reps ${text}`)).text;

/** Hands a lead over that nobody owns, and says to whom. */
async function nextHolder(bot: Bot, leadId: string): Promise<string | null | undefined> {
  await bot.post(anMql(bot, leadId));
  const [handoff] = await bot.until(async () => {
    const found = await listHandoffs(bot.ctx, leadId);
    return found[0]?.routedTo && found;
  });
  return handoff?.holderId;
}

describe('the rotation', () => {
  it('takes people in by mention, once, and says so', async () => {
    const bot = await aBot({ database: database() });
    expect(await say(bot, 'add <@UREP1|rita>, <@UREP2> and <@UREP1>')).toBe(
      '<@UREP1>, <@UREP2> take part in the rotation from now on.',
    );
    expect(await say(bot, 'ADD <@UREP1>')).toContain('takes part');
    const reps = (await listMembers(bot.ctx)).filter((member) => member.isRep);
    expect(reps.map(({ userId, email }) => [userId, email])).toEqual([
      ['UREP1', 'rita.rep@corp.test'],
      ['UREP2', 'ron.rep@corp.test'],
    ]);
  });

  it('refuses guests, bots, strangers and people it does not know, and takes nobody of the list then', async () => {
    const bot = await aBot({ database: database() });
    bot.slack.addUser({ id: 'UGUEST', name: 'Gus Guest', isRestricted: true });
    bot.slack.addUser({ id: 'UGONE', name: 'Gil Gone', isDeleted: true });
    bot.slack.addUser({ id: 'UOTHER', name: 'Olaf Other', teamId: 'TOTHER' });
    for (const id of ['UGUEST', 'UGONE', 'UOTHER', bot.slack.botUserId]) {
      expect(await say(bot, `add <@UREP1> <@${id}>`)).toContain('cannot be a rep');
    }
    expect(await say(bot, 'add <@UNOBODY>')).toContain('Slack does not know <@UNOBODY>');
    expect(await say(bot, 'add @rita')).toContain('Say who, with an @');
    expect(await say(bot, 'add')).toContain('Say who, with an @');
    expect((await listMembers(bot.ctx)).filter((member) => member.isRep)).toEqual([]);
  });

  it('does not flood a newcomer with the turns that the others had', async () => {
    const bot = await aBot({ database: database() });
    await say(bot, 'add <@UREP1>');
    for (const leadId of ['L-1', 'L-2', 'L-3']) expect(await nextHolder(bot, leadId)).toBe('UREP1');
    await say(bot, 'add <@UREP2>');
    const holders = [];
    for (const leadId of ['L-4', 'L-5', 'L-6', 'L-7']) holders.push(await nextHolder(bot, leadId));
    expect(holders.toSorted()).toEqual(['UREP1', 'UREP1', 'UREP2', 'UREP2']);
  });

  it('gives nothing more to whoever is taken out, and hands on what they hold', async () => {
    const bot = await aBot({ database: database() });
    await say(bot, 'add <@UREP1> <@UREP2>');
    expect(await nextHolder(bot, 'L-1')).toBe('UREP1');
    expect(await say(bot, 'remove <@UREP1>')).toContain('Their 1 open lead is handed on now.');
    expect([await nextHolder(bot, 'L-2'), await nextHolder(bot, 'L-3')]).toEqual(['UREP2', 'UREP2']);
    await bot.until(async () => (await listHandoffs(bot.ctx, 'L-1'))[0]?.holderId === 'UREP2');
    expect(await say(bot, 'remove <@UREP1>')).toContain('No open lead was with them.');
  });
});

describe('admins', () => {
  it('are those of the configuration from the start, and hear of what goes to nobody', async () => {
    const bot = await aBot({ database: database(), admins: ['UREP2'] });
    expect(wordsOf(await bot.asks('UREP2', 'cost'))).toContain('Cost per SQL');
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park' }));
    await bot.sees('UREP2', 'Nobody to hand this lead to', 'Ada Park');
  });

  it('are those of the Slack workspace too, who need no entry', async () => {
    const bot = await aBot({ database: database(), admins: [] });
    expect(await listMembers(bot.ctx)).toEqual([]);
    expect(wordsOf(await bot.asks('UADMIN', 'cost'))).toContain('Cost per SQL');
    expect(wordsOf(await bot.asks('UREP1', 'cost'))).toContain('for managers and admins');
  });
});
