import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { workspaces } from '../../src/db/schema.ts';
import { listSchedules } from '../../src/reports/schedules.ts';
import { fixedClock } from '../support/clock.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, wordsOf, wordsOfView } from '../support/run-app.ts';
import { listDeliveries } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();
const MONDAY = '2026-01-05T08:00:00Z';

/** Sets a report up through the button under its answer. */
async function setUp(bot: Bot, command: string, values: Record<string, string> = {}): Promise<string> {
  const manager = bot.slack.user('UADMIN');
  await manager.click(await bot.asks('UADMIN', command), 'Post this regularly…');
  const form = await bot.until(() => manager.modal());
  const ack = await manager.submit(form, { channel: 'CSALES', time: '09:00', ...values });
  const shown = manager.modal();
  if (shown) await manager.close(shown);
  return `${wordsOfView(shown)} ${JSON.stringify(ack.body)}`;
}

async function looksAt(bot: Bot, instant: string): Promise<void> {
  bot.clock.set(instant);
  bot.app.wake();
  await bot.until(async () => {
    const schedules = await listSchedules(bot.ctx, 'CSALES');
    const owed = (await listDeliveries(bot.ctx)).filter(({ state }) => state === 'owed');
    return schedules.every(({ nextRunAt }) => nextRunAt > bot.ctx.now()) && owed.length === 0;
  });
}

const postsIn = async (bot: Bot, where = 'CSALES') => (await bot.slack.messages(where)).map(wordsOf);

describe('a scheduled report', () => {
  it('is set up under an answer, comes on its days with the figures of then, and is stopped', async () => {
    const bot = await aBot({ database: database(), clock: fixedClock(MONDAY) });
    expect(await setUp(bot, 'pass-rate this month')).toContain('every Monday at 09:00 (UTC)');
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', source: 'ads' }));
    await looksAt(bot, '2026-01-05T09:00:00Z');
    const posted = wordsOf(await bot.sees('CSALES', 'Pass rate, Jan 2026'));
    expect(posted).toContain('0 of 1 MQL');
    expect(posted).toContain('Posted every Monday at 09:00 (UTC): `/funnel pass-rate this month`');
    expect(posted).not.toContain('[');
    await looksAt(bot, '2026-01-06T09:00:00Z');
    expect(await postsIn(bot)).toHaveLength(1);
    await looksAt(bot, '2026-01-12T09:00:00Z');
    expect(await postsIn(bot)).toHaveLength(2);

    const listed = await bot.asks('UADMIN', 'digest');
    expect(wordsOf(listed)).toContain('`/funnel pass-rate this month` every Monday at 09:00 (UTC)');
    expect(wordsOf(await bot.asks('UREP1', 'digest'))).not.toContain('[Stop]');
    await bot.slack.user('UADMIN').click(listed, 'Stop');
    await bot.isTold('UADMIN', 'is no longer posted in this channel every Monday at 09:00 (UTC)');
    await bot.slack.user('UADMIN').click(listed, 'Stop');
    await bot.isTold('UADMIN', 'This was stopped before');
    await looksAt(bot, '2026-01-19T09:00:00Z');
    expect(await postsIn(bot)).toHaveLength(2);
  });

  it('stands beside the digest and other reports of its channel', async () => {
    const bot = await aBot({ database: database(), clock: fixedClock(MONDAY) });
    await bot.asks('UADMIN', 'digest here 09:00 daily');
    await setUp(bot, 'waste q1', { days: 'daily' });
    await setUp(bot, 'reasons q1', { days: 'weekdays' });
    await looksAt(bot, '2026-01-06T09:00:00Z');
    expect(await postsIn(bot)).toHaveLength(3);
    expect(await listSchedules(bot.ctx, 'CSALES')).toHaveLength(3);
  });

  it('shows money only where that was asked for', async () => {
    const bot = await aBot({ database: database(), clock: fixedClock(MONDAY) });
    await bot.asks('UADMIN', 'spend add 310 2026-01');
    await setUp(bot, 'summary this month', { days: 'daily' });
    await looksAt(bot, '2026-01-05T09:00:00Z');
    await setUp(bot, 'cost this month', { days: 'daily' });
    await looksAt(bot, '2026-01-06T09:00:00Z');
    const [first = '', second = '', third = ''] = await postsIn(bot);
    expect(`${first} ${second}`).not.toMatch(/per SQL|\$|USD/);
    expect(third).toContain('$60.00');
  });

  it('comes without its chart, once, where Slack refuses that', async () => {
    const bot = await aBot({ database: database(), clock: fixedClock(MONDAY) });
    await setUp(bot, 'sources this month', { days: 'daily' });
    const long = { occurredAt: '2026-01-02T09:00:00Z' };
    await bot.post([
      { ...anMql(bot, 'L-1', { source: 'ads' }), ...long },
      { ...anMql(bot, 'L-2', { source: 'web' }), ...long },
    ]);
    bot.slack.failNext('chat.postMessage', { error: 'invalid_blocks' });
    await looksAt(bot, '2026-01-05T09:00:00Z');
    await looksAt(bot, '2026-01-06T10:00:00Z');
    const drawn = (await bot.slack.messages('CSALES')).map(({ blocks }) =>
      blocks.some(({ type }) => type === 'data_visualization'),
    );
    expect(drawn).toEqual([false, true]);
  });

  it('is refused where outsiders read along, where the bot is no member, and to reps', async () => {
    const bot = await aBot({ database: database(), clock: fixedClock(MONDAY) });
    await bot.slack.addChannel({ id: 'CSHARED', name: 'shared', isExtShared: true });
    await bot.slack.addChannel({ id: 'COUT', name: 'out', isMember: false });
    expect(await setUp(bot, 'waste', { channel: 'CSHARED' })).toContain('shared with another organisation');
    expect(await setUp(bot, 'waste', { channel: 'COUT' })).toContain('/invite');
    expect(wordsOf(await bot.asks('UREP1', 'waste'))).not.toContain('Post this regularly…');
    expect(await listSchedules(bot.ctx, 'CSHARED')).toEqual([]);
  });

  it('names people only where the workspace lets channels see names, at the time of posting too', async () => {
    const bot = await aBot({ database: database(), clock: fixedClock(MONDAY) });
    const allow = (namesRepsInChannels: boolean) =>
      bot.ctx.db
        .update(workspaces)
        .set({ namesRepsInChannels })
        .where(eq(workspaces.workspaceId, bot.ctx.workspaceId));
    expect(await setUp(bot, 'leads this month', { days: 'daily' })).toContain('channels get no names here');
    await allow(true);
    expect(await setUp(bot, 'leads open', { days: 'daily' })).toContain('every day at 09:00');
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park' }));
    await looksAt(bot, '2026-01-05T09:00:00Z');
    expect(await postsIn(bot)).toEqual([expect.stringContaining('Ada Park')]);
    await allow(false);
    await looksAt(bot, '2026-01-06T09:00:00Z');
    await bot.sees(
      'UADMIN',
      'every day at 09:00 (UTC), can no longer be posted, so it is stopped',
      'channels get no names here',
    );
    await looksAt(bot, '2026-01-07T09:00:00Z');
    expect(await postsIn(bot)).toHaveLength(1);
    const told = (await postsIn(bot, 'UADMIN')).filter((words) => words.includes('so it is stopped'));
    expect(told).toHaveLength(1);
  });
});
