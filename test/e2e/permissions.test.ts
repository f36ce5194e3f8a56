import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anMql, type Bot, embeddedDatabaseOfSuite, startBot, wordsOf } from '../support/run-app.ts';
import { changeSettings } from '../support/settings-form.ts';

const database = embeddedDatabaseOfSuite();
let bot: Bot;

const PEOPLE = { admin: 'UADMIN', manager: 'UMANAGER', rep: 'UREP1', member: 'UREP2', guest: 'UGUEST' };
type Role = keyof typeof PEOPLE;
const REFUSAL = /Only (managers and )?admins can|for managers and admins|cannot use this app/;

beforeAll(async () => {
  bot = await startBot({ database: database() });
  bot.slack.addUser({ id: PEOPLE.guest, name: 'Gus Guest', isRestricted: true });
  await bot.asks('UADMIN', 'reps add <@UREP1>');
  await changeSettings(bot, 'Alerts…', { managerIds: ['UMANAGER'] });
  await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', ownerEmail: 'rita.rep@corp.test' }));
  await bot.post(anMql(bot, 'L-2', { name: 'Bo Lind', ownerEmail: 'ron.rep@corp.test' }));
  await bot.sees('UREP2', 'Bo Lind');
});
afterAll(() => bot.stop());

// Every act by every role stands in test/integration/roles.
describe('what each role may do', () => {
  it('/funnel settings opens for admins only', async () => {
    for (const role of ['manager', 'rep', 'member', 'guest'] as const) {
      expect((await bot.asks(PEOPLE[role], 'settings')).text).toMatch(REFUSAL);
      expect(bot.slack.user(PEOPLE[role]).modal()).toBeUndefined();
    }
    await bot.slack.user('UADMIN').command('/funnel', 'settings');
    await bot.until(() => bot.slack.user('UADMIN').modal());
  });

  it('lists in the help what each may do', async () => {
    const help = async (role: Role) => wordsOf(await bot.asks(PEOPLE[role], 'help'));
    expect(await help('admin')).toMatch(/funnel cost(.|\n)*funnel spend(.|\n)*funnel settings/);
    expect(await help('manager')).toMatch(/funnel cost(.|\n)*funnel spend/);
    expect(await help('manager')).not.toContain('funnel settings');
    expect(await help('rep')).not.toMatch(/funnel (cost|spend|settings)/);
    expect(await help('rep')).toMatch(/funnel queue/);
  });
});

describe('a rep', () => {
  it('sees the own figures and leads only, and no money anywhere', async () => {
    await bot.asks('UADMIN', 'spend add 7777 2026-01');
    expect(wordsOf(await bot.asks('UADMIN', 'summary'))).toContain('$1,25');
    for (const command of ['summary', 'waste', 'sources', 'digest preview']) {
      expect(wordsOf(await bot.asks('UREP1', command)), command).not.toMatch(/cost|spend|\$/i);
    }
    const reps = wordsOf(await bot.asks('UREP1', 'reps'));
    expect(reps).not.toContain('Ron');
    const accepted = await bot.sees('UREP2', 'Bo Lind', '[Accept]');
    await bot.slack.user('UREP2').click(accepted, 'Accept');
    await bot.sees('UREP2', '✅ Accepted');
    expect(wordsOf(await bot.asks('UADMIN', 'leads'))).toContain('Bo Lind');
    expect(wordsOf(await bot.asks('UREP1', 'leads'))).not.toContain('Bo Lind');
  });
});

describe('somebody whose role changes', () => {
  it('loses it at once when deactivated or made a guest', async () => {
    bot.slack.addUser({ id: 'UTEMP', name: 'Tess Temp', isAdmin: true });
    expect(wordsOf(await bot.asks('UTEMP', 'cost'))).toContain('Cost per SQL');
    bot.slack.changeUser('UTEMP', { isRestricted: true, isAdmin: false });
    bot.clock.advance(5 * 60_000);
    expect(wordsOf(await bot.asks('UTEMP', 'cost'))).toContain('cannot use this app');
  });
});
