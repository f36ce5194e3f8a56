import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { deliveries } from '../../src/db/schema.ts';
import { bundleDeliveries } from '../../src/outbox/bundle-deliveries.ts';
import { claimDeliveries } from '../../src/outbox/claim-deliveries.ts';
import type { NewDelivery } from '../../src/outbox/delivery.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { refreshDeliveries } from '../../src/outbox/refresh-deliveries.ts';
import { settleDelivery } from '../../src/outbox/settle-delivery.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { at, hours } from '../support/facts.ts';
import { openLeads } from '../support/outbox.ts';
import { aWorkspace, listDeliveries } from '../support/workspaces.ts';

const handoffId = (index: number) => `0199a000-0000-7000-8000-${String(index).padStart(12, '0')}`;

const cards = (count: number, overrides: Partial<NewDelivery> = {}): NewDelivery[] =>
  Array.from({ length: count }, (_, index) => {
    const { kind = 'card', recipientId = 'U1' } = overrides;
    const dedupeKey = `${kind}:${index}:${recipientId}`;
    return { dedupeKey, kind, recipientId, handoffId: handoffId(index), ...overrides };
  });

/** How many deliveries of each kind, state and recipient there are. */
async function tally(ctx: Context): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind, state, recipientId } of await listDeliveries(ctx)) {
    const name = `${kind} ${state} ${recipientId}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

await forEachDatabase('bundling', (database) => {
  const setUp = async (...owed: NewDelivery[]) => {
    const ctx = await aWorkspace(database());
    await enqueueDeliveries(ctx, owed);
    return ctx;
  };

  it('leaves five as they are', async () => {
    const ctx = await setUp(...cards(5));
    await bundleDeliveries(ctx);
    expect(await tally(ctx)).toEqual({ 'card owed U1': 5 });
  });

  it('makes six one message that says what it is made of', async () => {
    const ctx = await setUp(...cards(6));
    await bundleDeliveries(ctx);
    expect(await tally(ctx)).toEqual({ 'card bundled U1': 6, 'bundle owed U1': 1 });
    const rows = await listDeliveries(ctx);
    const bundle = rows.find((row) => row.kind === 'bundle');
    expect(bundle).toMatchObject({ payload: { of: 'card' }, runAt: at(0) });
    expect(new Set(rows.map((row) => row.bundleId))).toEqual(new Set([null, bundle?.deliveryId]));
    await bundleDeliveries(ctx);
    expect(await listDeliveries(ctx)).toHaveLength(7);
  });

  it('counts each recipient and each kind for itself', async () => {
    const ctx = await setUp(
      ...cards(4),
      ...cards(4, { kind: 'breach' }),
      ...cards(7, { recipientId: 'M1', kind: 'breach' }),
      ...cards(7, { recipientId: 'M1', kind: 'digest' }),
    );
    await bundleDeliveries(ctx);
    expect(await tally(ctx)).toEqual({
      'card owed U1': 4,
      'breach owed U1': 4,
      'breach bundled M1': 7,
      'bundle owed M1': 1,
      'digest owed M1': 7,
    });
  });

  it('leaves what is posted, being posted or not yet due', async () => {
    const ctx = await setUp(...cards(6), ...cards(1, { runAt: at(hours(1)), recipientId: 'U2' }));
    await claimDeliveries(ctx, { limit: 1, leaseMs: 60_000 });
    await bundleDeliveries(ctx);
    expect(await tally(ctx)).toMatchObject({ 'card owed U1': 6 });
    await ctx.db
      .update(deliveries)
      .set({ messageTs: '1.1', runAt: at(0), postingSince: null })
      .where(eq(deliveries.workspaceId, ctx.workspaceId));
    await bundleDeliveries(ctx);
    expect(await tally(ctx)).toMatchObject({ 'card owed U1': 6 });
  });

  it('owes the bundle an update when one of its leads changes, and no message of its own', async () => {
    const ctx = await setUp(...cards(6));
    await bundleDeliveries(ctx);
    await ctx.db.update(deliveries).set({ state: 'settled' }).where(eq(deliveries.kind, 'bundle'));
    await refreshDeliveries(ctx, [handoffId(3)]);
    expect(await tally(ctx)).toEqual({ 'card bundled U1': 6, 'bundle owed U1': 1 });
  });
});

await forEachDatabase('a bundle', (database) => {
  it('that was not sent because all was decided is owed again once a lead is open', async () => {
    const ctx = await aWorkspace(database());
    const leads = await openLeads(ctx, 6);
    await enqueueDeliveries(
      ctx,
      leads.map((handoffId) => ({ dedupeKey: handoffId, kind: 'card', recipientId: 'U1', handoffId })),
    );
    await bundleDeliveries(ctx);
    const [claimed] = await claimDeliveries(ctx, { limit: 1, leaseMs: 60_000 });
    if (!claimed) throw new Error('a bundle was owed');
    await settleDelivery(ctx, claimed, { kind: 'cancelled', reason: 'all decided' });
    expect(await tally(ctx)).toMatchObject({ 'bundle cancelled U1': 1 });
    await refreshDeliveries(ctx, leads.slice(2, 3));
    expect(await tally(ctx)).toMatchObject({ 'bundle owed U1': 1 });
  });
});

await forServerDatabase('processes on one outbox', (database) => {
  it('claim disjoint deliveries and leave none', async () => {
    const ctx = await aWorkspace(database());
    await enqueueDeliveries(
      ctx,
      cards(300).map((card, index) => ({ ...card, recipientId: `U${index}` })),
    );
    const drain = async () => {
      const mine: string[] = [];
      for (;;) {
        const batch = await claimDeliveries(ctx, { limit: 7, leaseMs: 60_000 });
        if (batch.length === 0) return mine;
        mine.push(...batch.map((claimed) => claimed.deliveryId));
      }
    };
    const claimed = (await Promise.all([drain(), drain(), drain(), drain()])).flat();
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(claimed.length + (await drain()).length).toBe(300);
  });

  it('owe the same thing once between them', async () => {
    const ctx = await aWorkspace(database());
    await Promise.all([1, 2, 3, 4].map(() => enqueueDeliveries(ctx, cards(50))));
    expect(await listDeliveries(ctx)).toHaveLength(50);
  });

  it('put each lead into exactly one message, whoever bundles and whoever claims', async () => {
    for (let round = 0; round < 10; round += 1) {
      const ctx = await aWorkspace(database());
      await enqueueDeliveries(ctx, [...cards(40), ...cards(20, { recipientId: 'U2' })]);
      const [, , first, , second] = await Promise.all([
        bundleDeliveries(ctx),
        bundleDeliveries(ctx),
        claimDeliveries(ctx, { limit: 6, leaseMs: 60_000 }),
        bundleDeliveries(ctx),
        claimDeliveries(ctx, { limit: 6, leaseMs: 60_000 }),
      ]);
      const rows = await listDeliveries(ctx);
      const claimed = new Set([...first, ...second].map((one) => one.deliveryId));
      const bundles = new Set(rows.filter((row) => row.kind === 'bundle').map((row) => row.deliveryId));
      for (const row of rows.filter((one) => one.kind === 'card')) {
        expect(row.state).toBe(row.bundleId ? 'bundled' : 'owed');
        if (row.bundleId) expect(bundles).toContain(row.bundleId);
        if (claimed.has(row.deliveryId)) expect(row.bundleId).toBeNull();
      }
      expect(rows.filter((row) => row.kind === 'card')).toHaveLength(60);
    }
  });
});
