import { describe, expect, it } from 'vitest';
import { listMembers } from '../../src/team/members.ts';
import { listRoleGroups } from '../../src/team/role-groups.ts';
import { minutes } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf } from '../support/run-app.ts';
import { changeSettings } from '../support/settings-form.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

const SALES = '<!subteam^S0SALES|@sales>';

async function repsOf(bot: Bot): Promise<string> {
  const members = await listMembers(bot.ctx);
  return members
    .filter(({ isRep }) => isRep)
    .map(({ userId }) => userId)
    .toSorted()
    .join(' ');
}

/** Lets the five minutes pass after which Slack is asked again. */
async function laterOn(bot: Bot): Promise<void> {
  const before = await listRoleGroups(bot.ctx);
  bot.passes(minutes(6));
  await bot.until(async () =>
    (await listRoleGroups(bot.ctx)).every(({ checkedAt }, n) => checkedAt > (before[n]?.checkedAt ?? 0)),
  );
  await bot.app.settle();
}

describe('a user group of Slack', () => {
  it('makes reps of whoever is in it, for as long as they are, and leaves those named by hand alone', async () => {
    const bot = await aBot({ database: database() });
    const { slack } = bot;
    slack.addUser({ id: 'UGUEST', name: 'Gus Guest', isRestricted: true });
    slack.addUser({ id: 'UNEW', name: 'Nia New' });
    slack.setGroup('S0SALES', ['UREP1', 'UREP2', 'UGUEST']);
    await bot.asks('UADMIN', 'reps add <@UREP1>');
    expect((await bot.asks('UADMIN', `reps add ${SALES}`)).text).toBe(
      'Whoever is in <!subteam^S0SALES> is a rep: 2 people now. I look again every five minutes.',
    );
    expect((await bot.asks('UADMIN', `reps add ${SALES}`)).text).toContain('has this role already');
    await bot.sees('UREP2', '<@UADMIN> added you as a sales rep through a user group.');
    expect(await repsOf(bot)).toBe('UREP1 UREP2');
    await bot.post([anMql(bot, 'L-1'), anMql(bot, 'L-2')]);
    await bot.until(async () => (await listHandoffs(bot.ctx)).every(({ holderId }) => holderId));

    slack.setGroup('S0SALES', ['UNEW']);
    await laterOn(bot);
    expect(await repsOf(bot)).toBe('UNEW UREP1');
    await bot.sees('UNEW', 'through a user group');
    await bot.sees('UREP2', 'You take no part in the rotation any more');
    await bot.until(async () => (await listHandoffs(bot.ctx)).every(({ holderId }) => holderId !== 'UREP2'));
    expect(wordsOf(await bot.asks('UADMIN', 'roles'))).toContain('<!subteam^S0SALES>: reps, 1 person');

    // Taken out by hand they stay out, though they are in the group.
    await bot.asks('UADMIN', 'reps remove <@UNEW>');
    await laterOn(bot);
    expect(await repsOf(bot)).toBe('UREP1');
    slack.setGroup('S0SALES', ['UNEW', 'UREP2']);
    await laterOn(bot);
    expect(await repsOf(bot)).toBe('UREP1 UREP2');
    expect((await bot.asks('UADMIN', `reps remove ${SALES}`)).text).toContain('makes nobody a rep any more');
    expect(await repsOf(bot)).toBe('UREP1');
  });

  it('makes managers and admins, which the settings leave as they are', async () => {
    const bot = await aBot({ database: database() });
    const { slack } = bot;
    const sees = async (userId: string) => wordsOf(await bot.asks(userId, 'cost'));
    slack.setGroup('S0LEADS', ['UREP1']);
    slack.setGroup('S0OPS', ['UREP1', 'UREP2']);
    const leads = '<!subteam^S0LEADS>';
    await bot.asks('UADMIN', `roles add ${leads} as managers`);
    expect((await bot.asks('UREP1', `roles add ${leads} as admins`)).text).toContain(
      'Only admins can choose',
    );
    await bot.asks('UADMIN', 'roles add <!subteam^S0OPS> as an admin');
    expect(await sees('UREP2')).toContain('Cost per SQL');
    await changeSettings(bot, 'Alerts…', { managerIds: ['UMANAGER'] });
    slack.setGroup('S0OPS', []);
    await laterOn(bot);
    expect(await sees('UREP1')).toContain('Cost per SQL');
    expect(await sees('UREP2')).toContain('for managers and admins');
    slack.setGroup('S0LEADS', []);
    await laterOn(bot);
    expect(await sees('UREP1')).toContain('for managers and admins');
    expect(await sees('UMANAGER')).toContain('Cost per SQL');
  });

  it('changes nothing while Slack does not say who is in it, and is refused where nobody may look', async () => {
    const bot = await aBot({ database: database() });
    const { slack } = bot;
    const faults = ['missing_scope', 'internal_error'];
    slack.setGroup('S0SALES', ['UREP1']);
    slack.failNext('usergroups.users.list', { error: 'missing_scope' });
    expect((await bot.asks('UADMIN', `reps add ${SALES}`)).text).toContain('lacks the scope');
    expect(await listRoleGroups(bot.ctx)).toEqual([]);
    bot.clock.advance(minutes(6));
    await bot.asks('UADMIN', `reps add ${SALES}`);
    for (const error of faults) {
      slack.failNext('usergroups.users.list', { error });
      await laterOn(bot);
      expect(await repsOf(bot)).toBe('UREP1');
    }
    expect((await bot.asks('UADMIN', 'roles add @sales as reps')).text).toContain(
      'Name a user group with an @',
    );
    expect((await bot.asks('UADMIN', `roles add ${SALES}`)).text).toContain('Say as what');
    expect((await bot.asks('UADMIN', `roles remove ${SALES} as admins`)).text).toContain(
      'has no such role here',
    );
  });
});
