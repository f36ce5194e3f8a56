import { describe, expect, it } from 'vitest';
import { aBot, anMql, type Bot, buttonsOf, embeddedDatabaseOfSuite, wordsOf } from '../support/run-app.ts';
import { changeSettings } from '../support/settings-form.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

async function holders(bot: Bot, count: number): Promise<(string | null)[]> {
  const handedOver = await bot.until(async () => {
    const handoffs = await listHandoffs(bot.ctx);
    return handoffs.filter((one) => one.routedTo).length === count ? handoffs : undefined;
  });
  return handedOver.map((handoff) => handoff.holderId);
}

describe('a new MQL', () => {
  it('goes to its owner in the CRM, whatever the case of the address, without any role', async () => {
    const bot = await aBot({ database: database() });
    await bot.asks('UADMIN', 'reps add <@UREP2>');
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', ownerEmail: 'RITA.Rep@corp.test ' }));
    expect(wordsOf(await bot.sees('UREP1', 'Ada Park'))).toContain('You own this lead.');
    expect((await bot.slack.messages('UREP2')).map(wordsOf).join()).not.toContain('Ada Park');
  });

  it('goes round the reps when nobody owns it, or whoever does is not there', async () => {
    const bot = await aBot({ database: database() });
    bot.slack.addUser({ id: 'UGUEST', name: 'Gus Guest', isRestricted: true });
    await bot.asks('UADMIN', 'reps add <@UREP1|rita> <@UREP2|ron>');
    await bot.post([
      anMql(bot, 'L-1', { name: 'Ada Park' }),
      anMql(bot, 'L-2', { name: 'Bo Lind', ownerEmail: 'nobody@elsewhere.test' }),
      anMql(bot, 'L-3', { name: 'Cy Roth', ownerEmail: 'gus.guest@corp.test' }),
      anMql(bot, 'L-4', { name: 'Di Moss' }),
    ]);
    expect(await holders(bot, 4)).toEqual(['UREP1', 'UREP2', 'UREP1', 'UREP2']);
    expect(wordsOf(await bot.sees('UREP1', 'Ada Park'))).toContain('Your turn in the rotation of 2 reps.');
    expect(wordsOf(await bot.sees('UREP2', 'Bo Lind'))).toContain(
      'Its owner in the CRM, nobody@elsewhere.test, is not in this Slack.',
    );
    expect(wordsOf(await bot.sees('UREP1', 'Cy Roth'))).toContain('is a guest or deactivated in Slack.');
  });

  it('waits for Slack to say who owns it rather than going to somebody else', async () => {
    const bot = await aBot({ database: database() });
    await bot.asks('UADMIN', 'reps add <@UREP2>');
    bot.slack.failNext('users.lookupByEmail', { status: 500 });
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', ownerEmail: 'rita.rep@corp.test' }));
    await bot.until(async () => {
      const [handoff] = await listHandoffs(bot.ctx);
      return handoff?.nextAlertAt && handoff.nextAlertAt > bot.ctx.now();
    });
    bot.passes(15_000);
    await bot.sees('UREP1', 'Ada Park');
    expect((await bot.slack.messages('UREP2')).map(wordsOf).join()).not.toContain('Ada Park');
  });

  it('goes to an admin in words when there is nobody, and on to the rep who is then added', async () => {
    const bot = await aBot({ database: database() });
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park' }));
    const notice = await bot.sees('UADMIN', 'Nobody to hand this lead to', 'Ada Park');
    expect(buttonsOf(notice)).toEqual(['Accept', 'Reject', 'Give to…']);
    await bot.asks('UADMIN', 'reps add <@UREP1>');
    await bot.slack.user('UREP1').click(await bot.sees('UREP1', 'Ada Park', '[Accept]'), 'Accept');
    await bot.sees('UREP1', '✅ Accepted');
    await bot.sees('UADMIN', 'is settled by now', 'accepted');
  });

  it('goes to the pool when there are no reps: the first colleague to accept holds it', async () => {
    const bot = await aBot({ database: database() });
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park' }));
    await bot.sees('UADMIN', 'Nobody to hand this lead to');
    await changeSettings(bot, 'Alerts…', { poolChannelId: 'CSALES' });
    const card = await bot.sees('CSALES', 'Ada Park', 'the first to accept gets it');
    await bot.slack.user('UREP2').click(card, 'Accept');
    const settled = await bot.sees('CSALES', '✅ Accepted', '<@UREP2>');
    expect(settled.ts).toBe(card.ts);
    expect(await listHandoffs(bot.ctx)).toMatchObject([{ state: 'accepted', holderId: 'UREP2' }]);
    await bot.slack.user('UREP1').click(card, 'Accept');
    await bot.isTold('UREP1', 'already accepted by <@UREP2>');
  });
});
