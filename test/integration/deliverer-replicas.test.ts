import { expect, it, onTestFinished } from 'vitest';
import { forServerDatabase } from '../support/databases.ts';
import { aBot, anMql, type Bot, startBot } from '../support/run-app.ts';
import { listDeliveries } from '../support/workspaces.ts';

// Shorter than the ten seconds that Slack is waited for, and long enough that a busy machine answers within half of it.
const LEASE_MS = 5_000;

const hasGivenUp = ({ logs }: Bot) =>
  logs.some((line) => line.msg === 'delivery' && line.outcome === 'retry');

await forServerDatabase('a process that Slack leaves hanging', (database) => {
  it('gives up after ten seconds and posts nothing that another process has taken over', async () => {
    const bot = await aBot({ database: database(), leaseMs: LEASE_MS });
    const { slack } = bot;
    slack.failNext('chat.postMessage', { hangAfterPost: true });
    const hanging = slack.nextCall('chat.postMessage');
    const owner = { ownerEmail: 'rita.rep@corp.test' };
    await bot.post(['L-1', 'L-2', 'L-3'].map((leadId) => anMql(bot, leadId, { name: leadId, ...owner })));
    await hanging;
    const other = await startBot({ database: database(), leaseMs: LEASE_MS, slack, clock: bot.clock });
    onTestFinished(() => other.stop());
    await bot.until(async () => (await listDeliveries(bot.ctx)).every(({ state }) => state === 'settled'));
    await bot.until(() => hasGivenUp(bot));
    await bot.app.stop();
    expect(await slack.messages('UREP1')).toHaveLength(3);
    expect(slack.calls.filter((call) => call.method === 'chat.postMessage')).toHaveLength(3);
  });
});
