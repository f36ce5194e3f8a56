import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { forServerDatabase } from '../support/databases.ts';
import { hours } from '../support/facts.ts';
import { aDeliverer, aSlack, isAllSettled, openLeads, owedTo, ticking } from '../support/outbox.ts';
import type { PretendSlack } from '../support/pretend-slack.ts';
import type { PlannedFault } from '../support/slack/planned-faults.ts';
import { aWorkspace, listDeliveries } from '../support/workspaces.ts';

const LEASE_MS = 3_000;
const PATIENCE_MS = 25_000;
const REPS = ['UREP1', 'UREP2', 'UADMIN', 'UMANAGER'];

const FAULTS: PlannedFault[] = [
  { retryAfter: 1 },
  { status: 500 },
  { dropAfterPost: true },
  { status: 503 },
  { hangAfterPost: true },
  { dropBeforePost: true },
  { error: 'internal_error' },
];

/** What each recipient was sent, by the ids of the deliveries. */
async function sent(slack: PretendSlack): Promise<string[]> {
  const messages = await Promise.all(REPS.map((recipientId) => slack.messages(recipientId)));
  return messages.flat().map((message) => String(message.metadata?.event_payload.id));
}

async function expectEachOnce(ctx: Context, slack: PretendSlack): Promise<void> {
  const rows = await listDeliveries(ctx);
  expect(rows.map((row) => row.state)).toEqual(rows.map(() => 'settled'));
  expect((await sent(slack)).toSorted()).toEqual(rows.map((row) => row.deliveryId).toSorted());
}

const owe = async (ctx: Context, count: number) =>
  enqueueDeliveries(
    ctx,
    (await openLeads(ctx, count, REPS)).map((id, index) => owedTo(REPS[index % REPS.length] ?? '')(id)),
  );

await forServerDatabase('each message is posted once', (database) => {
  it.each([2, 4])('by %i processes, whatever Slack and the database do meanwhile', async (processes) => {
    const ctx = ticking(await aWorkspace(database()));
    const slack = await aSlack();
    for (const fault of FAULTS) slack.failNext('chat.postMessage', fault);
    slack.failNext('conversations.history', { retryAfter: 1 });
    await owe(ctx, 12);
    const deliverers = Array.from({ length: processes }, () => aDeliverer(ctx, slack, LEASE_MS));
    const posts = () => slack.calls.filter((call) => call.method === 'chat.postMessage').length;
    await slack.until(() => posts() >= 6, PATIENCE_MS);
    await ctx.db
      .execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()`,
      )
      .catch(() => undefined);
    for (const deliverer of deliverers) deliverer.wake();
    await slack.until(() => isAllSettled(ctx).catch(() => false), PATIENCE_MS);
    await expectEachOnce(ctx, slack);
  });

  it('by a process whose clock jumps an hour ahead and back again', async () => {
    const standing = await aWorkspace(database());
    const ctx = ticking(standing);
    const slack = await aSlack();
    const begun = slack.nextCall('chat.postMessage');
    await owe(ctx, 4);
    const deliverer = aDeliverer(ctx, slack);
    await begun;
    standing.clock.advance(hours(1));
    deliverer.wake();
    await owe(ctx, 4);
    deliverer.wake();
    await slack.until(() => isAllSettled(ctx), PATIENCE_MS);
    standing.clock.advance(-hours(1));
    await owe(ctx, 4);
    deliverer.wake();
    await slack.until(() => isAllSettled(ctx), PATIENCE_MS);
    await expectEachOnce(ctx, slack);
    expect(deliverer.errors).toEqual([]);
  });
});
