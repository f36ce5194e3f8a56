import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { workspaces } from '../../src/db/schema.ts';
import { bundleDeliveries } from '../../src/outbox/bundle-deliveries.ts';
import { listBundledLeads } from '../../src/outbox/bundled-leads.ts';
import { claimDeliveries } from '../../src/outbox/claim-deliveries.ts';
import type { DeliveryKind } from '../../src/outbox/delivery.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { settleDelivery } from '../../src/outbox/settle-delivery.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { minutes } from '../support/facts.ts';
import { openLeads, owedTo } from '../support/outbox.ts';
import { aWorkspace, listDeliveries, type TestWorkspace } from '../support/workspaces.ts';

const COLLECT = { collect: true };

const owe = async (ctx: TestWorkspace, count: number, kind: DeliveryKind = 'breach', recipientId = 'M1') =>
  enqueueDeliveries(ctx, (await openLeads(ctx, count)).map(owedTo(recipientId, kind, COLLECT)));

const bundlesOf = async (ctx: TestWorkspace) =>
  (await listDeliveries(ctx)).filter((row) => row.kind === 'bundle' && row.state !== 'bundled');

async function postOne(ctx: TestWorkspace) {
  await bundleDeliveries(ctx);
  const [claimed, ...others] = await claimDeliveries(ctx, { limit: 20, leaseMs: 60_000 });
  if (!claimed || others.length > 0) throw new Error('not exactly one message was due');
  await settleDelivery(ctx, claimed, { kind: 'posted', channelId: 'D1', messageTs: '1.1' });
  return claimed;
}

await forEachDatabase('notices to be collected', (database) => {
  it('are one message, even a single one', async () => {
    const ctx = await aWorkspace(database());
    await owe(ctx, 1);
    expect(await claimDeliveries(ctx, { limit: 20, leaseMs: 60_000 })).toEqual([]);
    const posted = await postOne(ctx);
    expect(posted).toMatchObject({ kind: 'bundle', payload: { of: 'breach', collect: true } });
    expect(await listBundledLeads(ctx, posted.deliveryId)).toMatchObject([{ kind: 'breach' }]);
  });

  it('join the one that was posted less than ten minutes ago, which is updated', async () => {
    const ctx = await aWorkspace(database());
    await owe(ctx, 1);
    const { deliveryId } = await postOne(ctx);
    ctx.clock.advance(minutes(9));
    await owe(ctx, 2, 'contact-breach');
    const update = await postOne(ctx);
    expect(update).toMatchObject({ deliveryId, messageTs: '1.1', payload: { of: 'mixed' } });
    expect(await listBundledLeads(ctx, deliveryId)).toHaveLength(3);
    expect(await bundlesOf(ctx)).toMatchObject([{ state: 'settled' }]);
  });

  it('begin another one after ten minutes, and for each recipient', async () => {
    const ctx = await aWorkspace(database());
    await owe(ctx, 1);
    await postOne(ctx);
    ctx.clock.advance(minutes(10));
    await owe(ctx, 1);
    await owe(ctx, 1, 'nobody-eligible', 'M2');
    await bundleDeliveries(ctx);
    expect((await bundlesOf(ctx)).map((row) => row.recipientId).toSorted()).toEqual(['M1', 'M1', 'M2']);
  });

  it('that come while it is being posted make it owed again', async () => {
    const ctx = await aWorkspace(database());
    await owe(ctx, 1);
    await bundleDeliveries(ctx);
    const [claimed] = await claimDeliveries(ctx, { limit: 20, leaseMs: 60_000 });
    if (!claimed) throw new Error('a bundle was owed');
    await owe(ctx, 1);
    await bundleDeliveries(ctx);
    await settleDelivery(ctx, claimed, { kind: 'posted', channelId: 'D1', messageTs: '1.1' });
    expect(await postOne(ctx)).toMatchObject({ deliveryId: claimed.deliveryId, messageTs: '1.1' });
  });

  it('that come while its only lead is found decided are not given up with it', async () => {
    const ctx = await aWorkspace(database());
    await owe(ctx, 1);
    await bundleDeliveries(ctx);
    const [claimed] = await claimDeliveries(ctx, { limit: 20, leaseMs: 60_000 });
    if (!claimed) throw new Error('a bundle was owed');
    await owe(ctx, 1);
    await bundleDeliveries(ctx);
    await settleDelivery(ctx, claimed, { kind: 'cancelled', reason: 'all decided before it was sent' });
    expect(await postOne(ctx)).toMatchObject({ deliveryId: claimed.deliveryId, messageTs: null });
    expect(await listBundledLeads(ctx, claimed.deliveryId)).toHaveLength(2);
  });

  it('are given up with it when none came meanwhile', async () => {
    const ctx = await aWorkspace(database());
    await owe(ctx, 1);
    await bundleDeliveries(ctx);
    const [claimed] = await claimDeliveries(ctx, { limit: 20, leaseMs: 60_000 });
    if (!claimed) throw new Error('a bundle was owed');
    await settleDelivery(ctx, claimed, { kind: 'cancelled', reason: 'all decided before it was sent' });
    expect(await bundlesOf(ctx)).toMatchObject([{ state: 'cancelled' }]);
  });

  it.each([
    { when: 'after it was posted', isDuring: false, unreachable: false },
    { when: 'while it was being posted', isDuring: true, unreachable: false },
    { when: 'before its reader left', isDuring: false, unreachable: true },
  ])('that joined it $when go into another one when it cannot be updated', async (example) => {
    const ctx = await aWorkspace(database());
    await owe(ctx, 1);
    await bundleDeliveries(ctx);
    const [first] = await claimDeliveries(ctx, { limit: 20, leaseMs: 60_000 });
    if (!first) throw new Error('a bundle was owed');
    const joining = async () => {
      ctx.clock.advance(1_000);
      await owe(ctx, 2);
      await bundleDeliveries(ctx);
      ctx.clock.advance(1_000);
    };
    if (example.isDuring) await joining();
    await settleDelivery(ctx, first, { kind: 'posted', channelId: 'D1', messageTs: '1.1' });
    if (!example.isDuring) await joining();
    const [update] = await claimDeliveries(ctx, { limit: 20, leaseMs: 60_000 });
    if (update?.deliveryId !== first.deliveryId) throw new Error('an update was owed');
    const { unreachable } = example;
    await settleDelivery(ctx, update, { kind: 'failed', error: 'edit_window_closed', unreachable });
    ctx.clock.advance(1_000);
    const anew = await postOne(ctx);
    expect(anew).toMatchObject({ messageTs: null, payload: { of: 'breach', collect: true } });
    expect(await listBundledLeads(ctx, first.deliveryId)).toHaveLength(1);
    expect(await listBundledLeads(ctx, anew.deliveryId)).toHaveLength(2);
    ctx.clock.advance(1_000);
    await owe(ctx, 1);
    expect(await postOne(ctx)).toMatchObject({ deliveryId: anew.deliveryId, messageTs: '1.1' });
  });

  it('wait with everything else when their reader has been pinged enough, and are in the summary', async () => {
    const ctx = await aWorkspace(database());
    await ctx.db
      .update(workspaces)
      .set({ pingsPerHour: 1 })
      .where(eq(workspaces.workspaceId, ctx.workspaceId));
    await enqueueDeliveries(ctx, (await openLeads(ctx, 1)).map(owedTo('UM1', 'reminder')));
    await postOne(ctx);
    ctx.clock.advance(1_000);
    await owe(ctx, 2, 'breach', 'UM1');
    await enqueueDeliveries(ctx, (await openLeads(ctx, 1)).map(owedTo('UM1', 'reminder')));
    await bundleDeliveries(ctx);
    expect(await claimDeliveries(ctx, { limit: 20, leaseMs: 60_000 })).toEqual([]);
    ctx.clock.advance(minutes(60));
    const summary = await postOne(ctx);
    expect(summary.payload.of).toBe('mixed');
    expect((await listBundledLeads(ctx, summary.deliveryId)).map((lead) => lead.kind).toSorted()).toEqual([
      'breach',
      'breach',
      'reminder',
    ]);
  });
});

await forServerDatabase('notices collected by four processes', (database) => {
  it('stand in one message, each once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const ctx = await aWorkspace(database());
      const leads = await openLeads(ctx, 12);
      const work = async (mine: readonly string[]) => {
        for (const lead of mine) {
          await enqueueDeliveries(ctx, [lead].map(owedTo('M1', 'breach', COLLECT)));
          await bundleDeliveries(ctx);
          for (const claimed of await claimDeliveries(ctx, { limit: 20, leaseMs: 60_000 })) {
            await settleDelivery(ctx, claimed, { kind: 'posted', channelId: 'D1', messageTs: '1.1' });
          }
        }
      };
      await Promise.all([0, 1, 2, 3].map((n) => work(leads.slice(n * 3, n * 3 + 3))));
      await bundleDeliveries(ctx);
      const [bundle, ...others] = await bundlesOf(ctx);
      expect(others).toEqual([]);
      expect(await listBundledLeads(ctx, bundle?.deliveryId ?? '')).toHaveLength(12);
    }
  });
});
