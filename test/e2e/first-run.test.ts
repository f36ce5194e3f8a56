import { describe, expect, it } from 'vitest';
import { minutes } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, startBot, wordsOf } from '../support/run-app.ts';
import { sendSettingsForm } from '../support/settings-form.ts';
import { listHandoffs } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

const dms = async (bot: Bot, userId: string) => (await bot.slack.messages(userId)).map(wordsOf);

async function greetings(bot: Bot): Promise<number> {
  return (await dms(bot, 'UADMIN')).filter((words) => words.includes('[Send me a sample card]')).length;
}

async function pressed(bot: Bot, words: string, label: string) {
  const ann = bot.slack.user('UADMIN');
  await ann.click(await bot.sees('UADMIN', words), label);
  return bot.until(() => ann.modal());
}

describe('the first start in a workspace', () => {
  it('tells the first admin once what to do, each step with its button, and ticks it off in that message', async () => {
    const bot = await startBot({ database: database(), greets: true });
    const { slack, clock } = bot;
    const ann = slack.user('UADMIN');
    const fresh = wordsOf(await bot.sees('UADMIN', 'Set up Funnel in three steps', '3 steps to go'));
    expect(fresh).toMatch(
      /\[Add reps…\](.|\n)*8 hours of working time(.|\n)*\[Settings…\](.|\n)*INTAKE_TOKEN is set/,
    );
    expect(wordsOf(await bot.sees('UADMIN', '[Send me a sample card]'))).not.toContain('✅');

    // Another process beside it, and later one after it: nobody is greeted again.
    const other = await startBot({ database: database(), greets: true, slack, clock });
    await other.app.settle();
    expect(await greetings(other)).toBe(1);

    await ann.submit(await pressed(bot, 'Set up Funnel', 'Add reps…'), { reps: ['UREP1', 'UADMIN'] });
    await bot.sees('UADMIN', '✅ *1. Reps:* 2 reps take turns', '2 steps to go');
    await ann.close(await bot.until(() => ann.modal()));
    const modal = await pressed(bot, 'Set up Funnel', 'How…');
    expect(JSON.stringify(modal.blocks)).toContain(clock.now().toISOString().slice(0, 13));
    await ann.close(modal);
    await ann.click(await pressed(bot, 'Set up Funnel', 'Settings…'), 'Promise…');
    const promise = await bot.until(() => (ann.modal()?.title === 'The promise' ? ann.modal() : undefined));
    await sendSettingsForm(bot, promise, { slaHours: '4' });
    await bot.sees('UADMIN', '✅ *2. Promise (SLA):*', '4 hours of working time', '1 step to go');
    expect(slack.calls.filter(({ method }) => method === 'chat.update').length).toBeGreaterThanOrEqual(2);

    await bot.app.stop();
    const third = await startBot({
      database: database(),
      greets: true,
      slack,
      clock,
      intakeToken: undefined,
    });
    await third.sees('UADMIN', 'INTAKE_TOKEN is not set');
    await third.stop();
    await other.post(anMql(other, 'L-1', { name: 'Bo Lind' }));
    await other.sees('UADMIN', 'Funnel is set up', '✅ *3. Leads:*');
    expect(await greetings(other)).toBe(1);
    for (const id of ['UMANAGER', 'UREP1', 'UREP2'])
      expect((await dms(other, id)).join()).not.toContain('Set up Funnel');
    await other.stop();
    await slack.close();
  });

  it('sends a sample card that is one and counts nowhere', async () => {
    const bot = await aBot({ database: database(), greets: true });
    const ann = bot.slack.user('UADMIN');
    const greeting = await bot.sees('UADMIN', '[Send me a sample card]');
    await Promise.all([
      ann.click(greeting, 'Send me a sample card'),
      ann.click(greeting, 'Send me a sample card'),
    ]);
    const sample = await bot.sees('UADMIN', '🧪 Sample', 'counts nowhere', '[Accept]', '[Reject]');
    await ann.click(sample, 'Accept');
    const accepted = await bot.sees('UADMIN', '🧪 Sample', '✅ Accepted', 'nothing was recorded');
    expect(wordsOf(accepted)).not.toMatch(/\[(Accept|Reject)\]/);
    await ann.click(accepted, 'Show it open again');
    await ann.click(await bot.sees('UADMIN', '🧪 Sample', '[Reject]'), 'Reject');
    await bot.sees('UADMIN', '🧪 Sample', '🚫 Rejected', 'asks for a reason');
    expect((await dms(bot, 'UADMIN')).filter((words) => words.includes('🧪'))).toHaveLength(1);
    expect(await listHandoffs(bot.ctx)).toEqual([]);
    expect(wordsOf(await bot.sees('UADMIN', 'Set up Funnel'))).toContain('Bring the first lead');
  });

  it('waits for Slack to name an admin, and greets nobody where somebody has begun to set it up', async () => {
    const bot = await startBot({ database: database(), greets: false, admins: [] });
    const { slack, clock } = bot;
    slack.changeUser('UADMIN', { isAdmin: false });
    const late = await startBot({ database: database(), greets: true, admins: ['UNOBODY'], slack, clock });
    await late.asks('UREP1', 'help');
    expect(await dms(late, 'UADMIN')).toEqual([]);
    slack.changeUser('UADMIN', { isAdmin: true });
    late.passes(minutes(6));
    await late.sees('UADMIN', 'Set up Funnel');
    await Promise.all([bot.stop(), late.stop()]);
    await slack.close();

    const known = await startBot({ database: database() });
    await known.asks('UADMIN', 'reps add <@UREP1>');
    const again = await startBot({
      database: database(),
      greets: true,
      slack: known.slack,
      clock: known.clock,
    });
    await again.post(anMql(again, 'L-1', { name: 'Ada Park' }));
    await again.sees('UREP1', 'Ada Park');
    expect(await dms(again, 'UADMIN')).toEqual([]);
    await Promise.all([known.stop(), again.stop()]);
    await known.slack.close();
  });
});

describe('a new rep', () => {
  it('reads once who added them and what comes, before their first card, and can leave', async () => {
    const bot = await aBot({ database: database() });
    const { slack } = bot;
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park' }));
    await bot.sees('UADMIN', 'Nobody to hand this lead to');
    await bot.asks('UADMIN', 'reps add <@UREP1>');
    await bot.sees('UREP1', 'Ada Park');
    const [welcome, ...more] = await dms(bot, 'UREP1');
    expect(welcome).toMatch(/<@UADMIN> added you as a sales rep(.|\n)*\[I am away…\] \[Leave the rotation\]/);
    expect(more).toHaveLength(1);

    await bot.asks('UADMIN', 'reps add <@UREP1> <@UREP2>');
    await bot.sees('UREP2', '<@UADMIN> added you');
    const rita = slack.user('UREP1');
    await slack.user('UREP2').click(await bot.sees('UREP1', 'added you'), 'Leave the rotation');
    await bot.isTold('UREP2', 'Only managers and admins can remove other reps');
    await rita.click(await bot.sees('UREP1', 'added you'), 'Leave the rotation');
    await bot.isTold('UREP1', 'You left the rotation. Your 1 open lead goes to others now.');
    await bot.sees('UREP1', 'You take no part in the rotation any more');
    await bot.sees('UREP2', 'Ada Park');

    await bot.asks('UADMIN', 'reps add <@UREP1>');
    await bot.sees('UREP1', 'added you as a sales rep');
    expect((await bot.asks('UREP1', 'reps leave')).text).toBe('You left the rotation.');
    const welcomes = (await dms(bot, 'UREP1')).filter((words) => /added you|take no part/.test(words));
    expect(welcomes).toHaveLength(1);
  });
});
