import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { workspaces } from '../../src/db/schema.ts';
import { bundleDeliveries } from '../../src/outbox/bundle-deliveries.ts';
import { claimDeliveries, nextDeliveryAt } from '../../src/outbox/claim-deliveries.ts';
import type { ClaimedDelivery, DeliveryKind } from '../../src/outbox/delivery.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { refreshDeliveries } from '../../src/outbox/refresh-deliveries.ts';
import { settleDelivery } from '../../src/outbox/settle-delivery.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { at, hours, minutes } from '../support/facts.ts';
import { openLeads, owedTo } from '../support/outbox.ts';
import { aWorkspace, listDeliveries, type TestWorkspace } from '../support/workspaces.ts';

const LEASE = 60_000;

/** Posts what may go now, one message a second. */
async function postAll(ctx: TestWorkspace): Promise<ClaimedDelivery[]> {
  const posted: ClaimedDelivery[] = [];
  for (;;) {
    await bundleDeliveries(ctx);
    const claimed = await claimDeliveries(ctx, { limit: 20, leaseMs: LEASE });
    if (claimed.length === 0) return posted;
    for (const one of claimed) {
      await settleDelivery(ctx, one, { kind: 'posted', channelId: 'D1', messageTs: `${posted.length}.1` });
    }
    posted.push(...claimed);
    ctx.clock.advance(1_000);
  }
}

const kindsOf = (posted: readonly ClaimedDelivery[]) =>
  posted.map((one) => (one.kind === 'bundle' ? `bundle of ${one.payload.of}` : one.kind));

await forEachDatabase('the pings that a person gets within an hour', (database) => {
  const setUp = async (pingsPerHour: number) => {
    const ctx = await aWorkspace(database());
    await ctx.db.update(workspaces).set({ pingsPerHour }).where(eq(workspaces.workspaceId, ctx.workspaceId));
    return ctx;
  };
  const owe = async (ctx: TestWorkspace, count: number, kind: DeliveryKind, recipientId = 'U1') =>
    enqueueDeliveries(ctx, (await openLeads(ctx, count)).map(owedTo(recipientId, kind)));

  it('end at the limit, and what waited goes as one summary when the hour is over', async () => {
    const ctx = await setUp(2);
    await owe(ctx, 3, 'reminder');
    await owe(ctx, 2, 'breach');
    expect(kindsOf(await postAll(ctx))).toEqual(['reminder', 'reminder']);
    const next = await nextDeliveryAt(ctx);
    expect(next?.getTime()).toBeGreaterThanOrEqual(at(hours(1)).getTime());
    expect(next?.getTime()).toBeLessThan(at(hours(1) + 2_000).getTime());
    ctx.clock.set(at(hours(1) + minutes(1)).toISOString());
    expect(kindsOf(await postAll(ctx))).toEqual(['bundle of mixed']);
    expect((await listDeliveries(ctx)).filter((row) => row.state === 'bundled')).toHaveLength(3);
    expect((await listDeliveries(ctx)).filter((row) => row.state === 'owed')).toEqual([]);
  });

  it('begin again one by one as each hour ends', async () => {
    const ctx = await setUp(2);
    await owe(ctx, 1, 'reminder');
    await postAll(ctx);
    ctx.clock.set(at(minutes(30)).toISOString());
    await owe(ctx, 2, 'reminder');
    expect(kindsOf(await postAll(ctx))).toEqual(['reminder']);
    expect(await nextDeliveryAt(ctx)).toEqual(at(hours(1)));
    ctx.clock.set(at(hours(1)).toISOString());
    expect(kindsOf(await postAll(ctx))).toEqual(['reminder']);
  });

  it('count a summary as one, and one that waits again joins the next', async () => {
    const ctx = await setUp(1);
    await owe(ctx, 3, 'reminder');
    expect(kindsOf(await postAll(ctx))).toEqual(['reminder']);
    await owe(ctx, 1, 'contact-breach');
    ctx.clock.set(at(minutes(30)).toISOString());
    expect(kindsOf(await postAll(ctx))).toEqual([]);
    ctx.clock.set(at(hours(1)).toISOString());
    expect(kindsOf(await postAll(ctx))).toEqual(['bundle of mixed']);
    expect((await listDeliveries(ctx)).filter((row) => row.state === 'bundled')).toHaveLength(3);
    await owe(ctx, 1, 'reminder');
    expect(kindsOf(await postAll(ctx))).toEqual([]);
  });

  it('leave cards, channels and other people alone', async () => {
    const ctx = await setUp(1);
    await owe(ctx, 4, 'card');
    for (const recipientId of ['C1', 'U1', 'U2']) await owe(ctx, 2, 'reminder', recipientId);
    expect(kindsOf(await postAll(ctx)).toSorted()).toEqual([
      ...Array(4).fill('card'),
      ...Array(4).fill('reminder'),
    ]);
  });

  it('are without limit when the workspace says 0', async () => {
    const ctx = await setUp(0);
    await owe(ctx, 5, 'reminder');
    expect(await postAll(ctx)).toHaveLength(5);
  });

  it('are not counted again when their message changes', async () => {
    const ctx = await setUp(2);
    const [first = ''] = await openLeads(ctx, 1);
    await enqueueDeliveries(ctx, [first].map(owedTo('U1', 'reminder')));
    await postAll(ctx);
    await refreshDeliveries(ctx, [first]);
    await postAll(ctx);
    await owe(ctx, 1, 'reminder');
    expect(await postAll(ctx)).toHaveLength(1);
  });

  it('count one that is under way', async () => {
    const ctx = await setUp(1);
    await owe(ctx, 1, 'reminder');
    await claimDeliveries(ctx, { limit: 20, leaseMs: LEASE });
    await owe(ctx, 1, 'reminder');
    ctx.clock.advance(15_000);
    expect(await claimDeliveries(ctx, { limit: 20, leaseMs: LEASE })).toEqual([]);
    expect(await postAll(ctx)).toEqual([]);
  });

  it('never keep a message that may have been posted from being looked for', async () => {
    const ctx = await setUp(1);
    await owe(ctx, 1, 'reminder');
    await claimDeliveries(ctx, { limit: 20, leaseMs: LEASE });
    ctx.clock.advance(LEASE);
    expect(await claimDeliveries(ctx, { limit: 20, leaseMs: LEASE })).toHaveLength(1);
  });
});

await forServerDatabase('the limit of pings, with four processes', (database) => {
  it('holds', async () => {
    const ctx = await aWorkspace(database());
    const limit = { pingsPerHour: 3 };
    await ctx.db.update(workspaces).set(limit).where(eq(workspaces.workspaceId, ctx.workspaceId));
    for (let round = 0; round < 6; round += 1) {
      await enqueueDeliveries(ctx, (await openLeads(ctx, 3)).map(owedTo('U1', 'reminder')));
      await Promise.all([1, 2, 3, 4].map(() => postAll(ctx)));
      ctx.clock.advance(minutes(20));
    }
    ctx.clock.advance(hours(2));
    await postAll(ctx);
    const rows = await listDeliveries(ctx);
    expect(rows.filter((row) => row.state === 'owed')).toEqual([]);
    const posts = rows.flatMap((row) => (row.postedAt ? [row.postedAt.getTime()] : []));
    for (const post of posts) {
      expect(posts.filter((other) => other > post - hours(1) && other <= post).length).toBeLessThanOrEqual(3);
    }
    const bundles = new Set(rows.filter((row) => row.kind === 'bundle').map((row) => row.deliveryId));
    for (const row of rows.filter((one) => one.kind === 'reminder')) {
      expect(row.postedAt !== null || bundles.has(row.bundleId ?? '')).toBe(true);
    }
  });
});
