import { expect, it } from 'vitest';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { saveMember } from '../../src/team/members.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aDeliverer, aSlack, openLeads, owedTo } from '../support/outbox.ts';
import { aPerson, aWorkspace, listDeliveries } from '../support/workspaces.ts';

await forEachDatabase('a ping that was held up until after work', (database) => {
  const evening = async (payload: Record<string, unknown>) => {
    const ctx = await aWorkspace(database(), { inWorkingTime: true });
    await saveMember(ctx, aPerson('UREP1'), { isRep: true });
    const owed = (await openLeads(ctx, 1, ['UREP1'])).map(owedTo('UREP1', 'breach', payload));
    ctx.clock.set('2026-01-05T20:00:00Z');
    await enqueueDeliveries(ctx, owed);
    const slack = await aSlack({ now: ctx.now });
    return { ctx, slack, deliverer: aDeliverer(ctx, slack) };
  };

  it('waits for the next working hour of its reader, and goes out then', async () => {
    const { ctx, slack, deliverer } = await evening({ quiet: true });
    const morning = new Date('2026-01-06T09:00:00Z');
    await slack.until(async () => (await listDeliveries(ctx))[0]?.runAt.getTime() === morning.getTime());
    expect(await slack.messages('UREP1')).toEqual([]);
    ctx.clock.set(morning.toISOString());
    deliverer.wake();
    await slack.until(async () => (await slack.messages('UREP1')).length === 1);
  });

  it('goes out at once where the promise runs around the clock', async () => {
    const { slack } = await evening({});
    await slack.until(async () => (await slack.messages('UREP1')).length === 1);
  });
});
