import { describe, expect, it } from 'vitest';
import { listGoals } from '../../src/team/goals.ts';
import {
  aBot,
  anMql,
  type Bot,
  buttonsOf,
  embeddedDatabaseOfSuite,
  wordsOf,
  wordsOfView,
} from '../support/run-app.ts';
import { isObject } from '../support/slack/json.ts';

const database = embeddedDatabaseOfSuite();

async function opensForm(bot: Bot) {
  const admin = bot.slack.user('UADMIN');
  await admin.click(await bot.asks('UADMIN', 'goal 2026-01'), 'Set goals…');
  return bot.until(() => (admin.modal()?.title === 'Set goals' ? admin.modal() : undefined));
}

describe('goals in Slack', () => {
  it('are set in a form that starts with what holds this month', async () => {
    const bot = await aBot({ database: database() });
    await bot.post(anMql(bot, 'L-1'));
    const admin = bot.slack.user('UADMIN');
    await admin.submit(await opensForm(bot), { mqls: '120', sqls: '40' });
    expect(wordsOfView(admin.modal())).toContain('From Jan 2026 on: 120 MQLs and 40 SQLs a month.');
    expect(wordsOf(await bot.asks('UREP1', 'goal 2026-01'))).toContain('1 of 120 MQLs promised');
    const again = await opensForm(bot);
    expect(wordsOfView(again)).toContain('From Jan 2026: 120 MQLs and 40 SQLs a month');
    await admin.submit(again, { sqls: null, fromMonth: '2026-04' });
    expect(wordsOfView(admin.modal())).toContain('From Apr 2026 on: 120 MQLs a month, no goal of SQLs.');
    expect(await listGoals(bot.ctx)).toEqual([
      { metric: 'mqls', fromMonth: '2026-01-01', target: 120 },
      { metric: 'sqls', fromMonth: '2026-01-01', target: 40 },
      { metric: 'sqls', fromMonth: '2026-04-01', target: 0 },
    ]);
  });

  it('that cannot be are refused at their field', async () => {
    const bot = await aBot({ database: database() });
    const ack = await bot.slack.user('UADMIN').submit(await opensForm(bot), { mqls: '1000001', sqls: '-3' });
    expect(isObject(ack.body) ? ack.body.errors : undefined).toEqual({
      mqls: expect.stringContaining('Give a whole number from 0 to 1,000,000'),
      sqls: expect.stringContaining('Give a whole number'),
    });
    expect(await listGoals(bot.ctx)).toEqual([]);
  });

  it('are set by those who type', async () => {
    const bot = await aBot({ database: database() });
    const told = await bot.asks('UADMIN', 'goal set 120 mqls 40 sqls from 2026-02');
    expect(told.text).toBe('From Feb 2026 on: 120 MQLs and 40 SQLs a month.');
    expect((await bot.asks('UADMIN', 'goal set 90 mqls')).text).toBe(
      'From Jan 2026 on: 90 MQLs a month, no goal of SQLs. For later months stand: 120 MQLs from Feb 2026, 40 SQLs from Feb 2026.',
    );
    expect((await bot.asks('UADMIN', 'goal set 90 mqls')).text).toContain('That is so already.');
    expect((await bot.asks('UADMIN', 'goal set many mqls')).text).toContain(
      'I do not understand “many mqls”.',
    );
    expect((await bot.asks('UADMIN', 'goal set 1.5 mqls')).text).toContain('whole number');
    await bot.slack.user('UADMIN').command('/funnel', 'goal set');
    expect(wordsOfView(await bot.until(() => bot.slack.user('UADMIN').modal()))).toContain('Set goals');
  });

  it('are for managers to set and for everybody to read', async () => {
    const bot = await aBot({ database: database() });
    expect((await bot.asks('UREP1', 'goal set 1 mqls')).text).toContain(
      'Only managers and admins can set goals.',
    );
    expect((await bot.asks('UREP1', 'goal set')).text).toContain('Only managers and admins can set goals.');
    expect(buttonsOf(await bot.asks('UREP1', 'goal'))).not.toContain('Set goals…');
    expect(buttonsOf(await bot.asks('UADMIN', 'goal'))).toContain('Set goals…');
  });
});
