import { describe, expect, it, onTestFinished } from 'vitest';
import { findDigest } from '../../src/reports/digests.ts';
import { fixedClock } from '../support/clock.ts';
import { forServerDatabase } from '../support/databases.ts';
import { hours, minutes } from '../support/facts.ts';
import { aBot, anMql, type Bot, embeddedDatabaseOfSuite, startBot, wordsOf } from '../support/run-app.ts';
import { listDeliveries } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

async function digestsIn(bot: Bot, channel = 'CSALES'): Promise<string[]> {
  return (await bot.slack.messages(channel)).map(wordsOf);
}

/** Lets the bot look at an instant, and waits until it has seen to everything that was due by then. */
async function looksAt(bot: Bot, instant: string): Promise<void> {
  bot.clock.set(instant);
  bot.app.wake();
  await bot.until(async () => {
    const { nextRunAt } = await nextDigest(bot);
    const now = bot.ctx.now();
    const owed = (await listDeliveries(bot.ctx)).filter(
      ({ state, kind }) => kind === 'digest' && state === 'owed',
    );
    return nextRunAt > now && owed.length === 0;
  });
}

async function nextDigest(bot: Bot, channelId = 'CSALES') {
  const schedule = await findDigest(bot.ctx, channelId);
  if (!schedule) throw new Error(`${channelId} has no digest`);
  return schedule;
}

describe('the digest', () => {
  it('comes at nine local time on both sides of a clock change, on weekdays', async () => {
    const bot = await aBot({ database: database(), clock: fixedClock('2026-03-27T06:00:00Z') });
    const answer = await bot.asks('UADMIN', 'digest here 09:00 weekdays Europe/Berlin');
    expect(answer.text).toContain('on weekdays at 09:00 (Europe/Berlin)');
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', ownerEmail: 'rita.rep@corp.test' }));
    await bot.sees('UREP1', 'Ada Park');
    await looksAt(bot, '2026-03-27T07:59:00Z');
    expect(await digestsIn(bot)).toHaveLength(0);
    await looksAt(bot, '2026-03-27T08:00:00Z');
    await bot.sees('CSALES', 'Funnel digest, 27 Mar 2026');
    for (const weekend of ['2026-03-28T08:00:00Z', '2026-03-29T07:00:00Z', '2026-03-30T06:59:00Z']) {
      await looksAt(bot, weekend);
    }
    expect(await digestsIn(bot)).toHaveLength(1);
    await looksAt(bot, '2026-03-30T07:00:00Z');
    expect(await digestsIn(bot)).toHaveLength(2);
    await bot.sees('CSALES', 'Funnel digest, 30 Mar 2026');
  });

  it('of a day that was slept through is not made up, today’s is sent late', async () => {
    const bot = await aBot({ database: database() });
    await bot.asks('UADMIN', 'digest here 09:00 daily');
    await looksAt(bot, '2026-01-09T15:00:00Z');
    expect(await digestsIn(bot)).toEqual([expect.stringContaining('Funnel digest, 9 Jan 2026')]);
    await looksAt(bot, '2026-01-12T08:59:00Z');
    await looksAt(bot, '2026-01-13T11:30:00Z');
    expect((await digestsIn(bot)).slice(1)).toEqual([expect.stringContaining('Funnel digest, 13 Jan 2026')]);
  });

  it('comes once a local date, whatever is restarted or set up again', async () => {
    const clock = fixedClock('2026-01-05T07:00:00Z');
    const first = await aBot({ database: database(), clock });
    await first.asks('UADMIN', 'digest here 09:00 daily');
    await looksAt(first, '2026-01-05T09:00:00Z');
    expect(await digestsIn(first)).toHaveLength(1);
    await first.app.stop();
    const second = await startBot({ database: database(), clock, slack: first.slack });
    onTestFinished(() => second.stop());
    await second.asks('UADMIN', 'digest here 09:30 daily');
    await looksAt(second, '2026-01-05T09:30:00Z');
    expect(await digestsIn(second)).toHaveLength(1);
    await looksAt(second, '2026-01-06T09:30:00Z');
    expect(await digestsIn(second)).toHaveLength(2);
  });

  it('of a quiet day is one line', async () => {
    const bot = await aBot({ database: database() });
    await bot.asks('UADMIN', 'digest here 10:00 daily');
    await looksAt(bot, '2026-01-05T10:00:00Z');
    const [digest] = await bot.slack.messages('CSALES');
    expect(digest?.blocks).toHaveLength(1);
    expect(wordsOf(digest ?? { blocks: [] })).toContain('No MQLs were handed over or decided yesterday');
  });

  it('tells the cost only where that was asked for, and never names a rep', async () => {
    const bot = await aBot({ database: database(), clock: fixedClock('2026-01-05T08:30:00Z') });
    await bot.asks('UADMIN', 'spend add 310 2026-01');
    await bot.asks('UADMIN', 'digest here 09:00 daily', { in: 'CSALES' });
    await bot.asks('UADMIN', 'digest here 9:00 daily with cost', { in: 'CGENERAL' });
    await bot.post(anMql(bot, 'L-1', { name: 'Ada Park', ownerEmail: 'rita.rep@corp.test' }));
    await bot.slack.user('UREP1').click(await bot.sees('UREP1', '[Accept]'), 'Accept');
    await bot.post(anMql(bot, 'L-2', { name: 'Bo Lind', ownerEmail: 'rita.rep@corp.test' }));
    await bot.sees('UREP1', 'Bo Lind');
    await looksAt(bot, '2026-01-06T09:00:00Z');
    const plain = wordsOf(await bot.sees('CSALES', 'Funnel digest, 6 Jan 2026'));
    const costly = wordsOf(await bot.sees('CGENERAL', 'Funnel digest, 6 Jan 2026'));
    expect(plain).toContain('2 MQLs handed over, 1 accepted');
    expect(plain).toContain('Waiting longest');
    expect(plain).not.toMatch(/cost|\$/i);
    expect(costly).toContain('per SQL');
    for (const words of [plain, costly]) expect(words).not.toMatch(/rita|UREP1/i);
  });

  it('is previewed, described, stopped, and refused where outsiders read along', async () => {
    const bot = await aBot({ database: database() });
    const say = async (text: string, where = 'CSALES') =>
      wordsOf(await bot.asks('UADMIN', `digest ${text}`, { in: where }));
    expect(await say('')).toContain('This channel has no digest.');
    expect(await say('off')).toContain('There is no digest in this channel.');
    expect(await say('here 25:00')).toContain('I do not understand “25:00”');
    expect(await say('here tomorrow')).toContain('I do not understand “tomorrow”');
    expect(await say('here 08:15 daily')).toContain('every day at 08:15 (UTC)');
    expect(await say('')).toContain('set up by <@UADMIN>, next <!date^');
    expect(await say('preview')).toContain('Funnel digest');
    await bot.slack.addChannel({ id: 'CSHARED', name: 'shared', isExtShared: true });
    await bot.slack.addChannel({ id: 'COUT', name: 'out', isMember: false });
    expect(await say('here', 'CSHARED')).toContain('shared with another organisation');
    expect(await say('here', 'COUT')).toContain('/invite');
    expect(await say('off')).toContain('is off');
    bot.passes(hours(48));
    expect(await digestsIn(bot)).toEqual([]);
  });

  it('for a channel that is shared later stays unsent', async () => {
    const bot = await aBot({ database: database() });
    await bot.asks('UADMIN', 'digest here 10:00 daily');
    bot.slack.changeChannel('CSALES', { isExtShared: true });
    await looksAt(bot, '2026-01-05T10:00:00Z');
    expect(await digestsIn(bot)).toEqual([]);
    expect(await listDeliveries(bot.ctx)).toMatchObject([
      { state: 'failed', lastError: expect.stringContaining('shared') },
    ]);
  });
});

await forServerDatabase('the digest with several processes', (server) => {
  it('comes once, however many look at the same instant', async () => {
    const clock = fixedClock('2026-01-05T07:00:00Z');
    const first = await aBot({ database: server(), clock });
    const others = await Promise.all(
      [1, 2].map(() => startBot({ database: server(), clock, slack: first.slack })),
    );
    onTestFinished(async () => {
      for (const other of others) await other.stop();
    });
    await first.asks('UADMIN', 'digest here 09:00 daily');
    await first.asks('UADMIN', 'digest here 09:00 daily', { in: 'CGENERAL' });
    for (let day = 6; day < 12; day += 1) {
      clock.set(`2026-01-${String(day).padStart(2, '0')}T09:00:00Z`);
      for (const bot of [first, ...others]) bot.app.wake();
      clock.advance(minutes(1));
      for (const bot of [...others, first]) bot.app.wake();
      await first.until(async () => (await digestsIn(first, 'CGENERAL')).length === day - 5);
      await first.until(async () => (await digestsIn(first)).length === day - 5);
    }
    await first.until(async () =>
      (await listDeliveries(first.ctx)).every((delivery) => delivery.state === 'settled'),
    );
    expect(await digestsIn(first)).toHaveLength(6);
    expect(await digestsIn(first, 'CGENERAL')).toHaveLength(6);
  });
});
