import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { deliveries } from '../../src/db/schema.ts';
import { claimDeliveries, nextDeliveryAt } from '../../src/outbox/claim-deliveries.ts';
import type { ClaimedDelivery, DeliveryOutcome, NewDelivery } from '../../src/outbox/delivery.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { refreshDeliveries } from '../../src/outbox/refresh-deliveries.ts';
import { settleDelivery } from '../../src/outbox/settle-delivery.ts';
import { forEachDatabase } from '../support/databases.ts';
import { at, hours } from '../support/facts.ts';
import { aWorkspace, listDeliveries, type TestWorkspace } from '../support/workspaces.ts';

const LEASE = 60_000;
const HANDOFF = '0199a000-0000-7000-8000-000000000001';

const aCard = (overrides: Partial<NewDelivery> = {}): NewDelivery => ({
  dedupeKey: 'card:1',
  kind: 'card',
  recipientId: 'U1',
  handoffId: HANDOFF,
  ...overrides,
});

const claim = (ctx: TestWorkspace, limit = 10) => claimDeliveries(ctx, { limit, leaseMs: LEASE });

async function claimOne(ctx: TestWorkspace): Promise<ClaimedDelivery> {
  const [claimed, ...others] = await claim(ctx);
  if (!claimed || others.length > 0) throw new Error('not exactly one delivery was due');
  return claimed;
}

async function stored(ctx: TestWorkspace) {
  const [delivery, ...others] = await listDeliveries(ctx);
  if (!delivery || others.length > 0) throw new Error('not exactly one delivery is there');
  return delivery;
}

const POSTED = { kind: 'posted', channelId: 'D1', messageTs: '1.1' } as const;
const FAILED = { kind: 'failed', error: 'invalid_blocks' } as const;

await forEachDatabase('the outbox', (database) => {
  const setUp = async (...owed: NewDelivery[]) => {
    const ctx = await aWorkspace(database());
    await enqueueDeliveries(ctx, owed.length > 0 ? owed : [aCard()]);
    return ctx;
  };

  it('owes the same thing once', async () => {
    const ctx = await setUp(aCard(), aCard({ recipientId: 'U2' }));
    await enqueueDeliveries(ctx, [aCard()]);
    expect((await stored(ctx)).recipientId).toBe('U1');
  });

  describe('claiming', () => {
    it('leases what is due, to nobody else until the lease ends', async () => {
      const ctx = await setUp(aCard(), aCard({ dedupeKey: 'later', runAt: at(hours(1)) }));
      expect(await claim(ctx)).toMatchObject([
        { dedupeKey: 'card:1', attempts: 1, version: 1, lostSince: null, runAt: at(LEASE), payload: {} },
      ]);
      expect(await claim(ctx)).toEqual([]);
      ctx.clock.advance(LEASE - 1);
      expect(await claim(ctx)).toEqual([]);
      ctx.clock.advance(1);
      expect(await claim(ctx)).toMatchObject([{ attempts: 2 }]);
    });

    it('takes no more than asked for, updates of posted messages first, then the oldest', async () => {
      const ctx = await setUp(
        aCard({ dedupeKey: 'b', recipientId: 'U2', runAt: at(-1) }),
        aCard({ dedupeKey: 'a', recipientId: 'U1', runAt: at(-2) }),
        aCard({ dedupeKey: 'update' }),
      );
      await ctx.db.update(deliveries).set({ messageTs: '1.1' }).where(eq(deliveries.dedupeKey, 'update'));
      const batches = [await claim(ctx, 2), await claim(ctx, 2)];
      expect(batches.map((batch) => batch.map((one) => one.dedupeKey))).toEqual([['update', 'a'], ['b']]);
    });

    it('leaves other workspaces alone', async () => {
      await setUp();
      expect(await claim(await aWorkspace(database()))).toEqual([]);
    });

    it('says when the next one falls due, leases included', async () => {
      const ctx = await setUp(aCard(), aCard({ dedupeKey: 'later', runAt: at(hours(1)) }));
      expect(await nextDeliveryAt(ctx)).toEqual(at(0));
      await claim(ctx);
      expect(await nextDeliveryAt(ctx)).toEqual(at(LEASE));
      expect(await nextDeliveryAt(await aWorkspace(database()))).toBeUndefined();
    });
  });

  describe('an attempt of which nothing was heard', () => {
    it('is known to the next one by the instant at which it began', async () => {
      const ctx = await setUp();
      await claim(ctx);
      for (const _ of [1, 2]) {
        ctx.clock.advance(LEASE);
        expect((await claimOne(ctx)).lostSince).toEqual(at(0));
      }
    });

    it.each([
      [true, at(0)],
      [false, null],
    ])('and that may have posted (%s) leaves something to look for: %s', async (mayHavePosted, lostSince) => {
      const ctx = await setUp();
      const first = await claimOne(ctx);
      ctx.clock.advance(1000);
      const retry: DeliveryOutcome = { kind: 'retry', error: 'timeout', at: at(5000), mayHavePosted };
      await settleDelivery(ctx, first, retry);
      expect(await stored(ctx)).toMatchObject({ state: 'owed', runAt: at(5000), lastError: 'timeout' });
      ctx.clock.set(at(5000).toISOString());
      expect(await claimOne(ctx)).toMatchObject({ attempts: 2, lostSince });
    });

    it('and is found in the conversation is updated next', async () => {
      const ctx = await setUp();
      await claim(ctx);
      ctx.clock.advance(LEASE);
      await settleDelivery(ctx, await claimOne(ctx), { ...POSTED, kind: 'found' });
      expect(await claimOne(ctx)).toMatchObject({ messageTs: '1.1', channelId: 'D1', lostSince: null });
    });
  });

  describe('settling', () => {
    it.each<[DeliveryOutcome, object]>([
      [POSTED, { state: 'settled', messageTs: '1.1', channelId: 'D1', attempts: 0, postingSince: null }],
      [FAILED, { state: 'failed', lastError: 'invalid_blocks' }],
      [
        { kind: 'cancelled', reason: 'decided' },
        { state: 'cancelled', lastError: 'decided' },
      ],
    ])('%o ends it', async (outcome, row) => {
      const ctx = await setUp();
      await settleDelivery(ctx, await claimOne(ctx), outcome);
      const postedAt = outcome.kind === 'posted' ? at(0) : null;
      expect(await stored(ctx)).toMatchObject({ ...row, settledAt: at(0), postedAt });
      ctx.clock.advance(hours(24));
      expect(await claim(ctx)).toEqual([]);
    });

    it('says once when the message was first posted', async () => {
      const ctx = await setUp();
      await settleDelivery(ctx, await claimOne(ctx), POSTED);
      ctx.clock.advance(hours(1));
      await refreshDeliveries(ctx, [HANDOFF]);
      await settleDelivery(ctx, await claimOne(ctx), POSTED);
      expect(await stored(ctx)).toMatchObject({ postedAt: at(0), settledAt: at(hours(1)) });
    });

    it('takes a message that is found as posted when the lost attempt began', async () => {
      const ctx = await setUp();
      await claim(ctx);
      ctx.clock.advance(LEASE);
      await settleDelivery(ctx, await claimOne(ctx), { ...POSTED, kind: 'found' });
      expect((await stored(ctx)).postedAt).toEqual(at(0));
    });

    it('is refused to whoever lost the lease', async () => {
      const ctx = await setUp();
      const stale = await claimOne(ctx);
      ctx.clock.advance(LEASE);
      await claimOne(ctx);
      await settleDelivery(ctx, stale, FAILED);
      expect((await stored(ctx)).state).toBe('owed');
    });

    it('is refused to them still when the attempts are counted anew', async () => {
      const ctx = await setUp();
      const stale = await claimOne(ctx);
      ctx.clock.advance(LEASE);
      await settleDelivery(ctx, await claimOne(ctx), POSTED);
      await refreshDeliveries(ctx, [HANDOFF]);
      const current = await claimOne(ctx);
      expect(current.attempts).toBe(stale.attempts);
      await settleDelivery(ctx, stale, FAILED);
      expect((await stored(ctx)).state).toBe('owed');
      await settleDelivery(ctx, current, POSTED);
      expect((await stored(ctx)).state).toBe('settled');
    });

    it('believes whoever says where the message stands', async () => {
      const ctx = await setUp();
      const stale = await claimOne(ctx);
      ctx.clock.advance(LEASE);
      const current = await claimOne(ctx);
      await settleDelivery(ctx, stale, POSTED);
      await settleDelivery(ctx, current, {
        kind: 'retry',
        error: 'x',
        at: at(hours(1)),
        mayHavePosted: true,
      });
      expect(await stored(ctx)).toMatchObject({ state: 'settled', messageTs: '1.1' });
    });
  });

  describe('refreshing', () => {
    it('during an attempt keeps the message owed, at once', async () => {
      const ctx = await setUp();
      const claimed = await claimOne(ctx);
      await refreshDeliveries(ctx, [HANDOFF]);
      expect(await claim(ctx)).toEqual([]);
      ctx.clock.advance(500);
      await settleDelivery(ctx, claimed, POSTED);
      expect(await claimOne(ctx)).toMatchObject({ version: 2, messageTs: '1.1' });
    });

    it('owes a settled message again and leaves the ended ones', async () => {
      const states = ['settled', 'cancelled', 'failed', 'bundled'] as const;
      const ctx = await setUp(...states.map((state) => aCard({ dedupeKey: state })));
      for (const state of states) {
        await ctx.db.update(deliveries).set({ state }).where(eq(deliveries.dedupeKey, state));
      }
      ctx.clock.advance(hours(1));
      await refreshDeliveries(ctx, [HANDOFF]);
      const after = (await listDeliveries(ctx)).map(({ dedupeKey, state }) => [dedupeKey, state]);
      expect(Object.fromEntries(after)).toEqual({
        settled: 'owed',
        cancelled: 'cancelled',
        failed: 'failed',
        bundled: 'bundled',
      });
      expect(await claim(ctx)).toMatchObject([{ dedupeKey: 'settled', attempts: 1, version: 2 }]);
    });

    it('does not shorten the wait of a message that is being retried', async () => {
      const ctx = await setUp();
      const claimed = await claimOne(ctx);
      const retry = { kind: 'retry', error: 'ratelimited', at: at(hours(1)), mayHavePosted: false } as const;
      await settleDelivery(ctx, claimed, retry);
      await refreshDeliveries(ctx, [HANDOFF]);
      expect(await stored(ctx)).toMatchObject({ runAt: at(hours(1)), attempts: 1 });
    });

    it('of nothing known changes nothing', async () => {
      const ctx = await setUp();
      await refreshDeliveries(ctx, ['0199a000-0000-7000-8000-00000000ffff']);
      expect((await stored(ctx)).version).toBe(1);
    });

    it('comes by itself at the instant that the message asked for', async () => {
      const ctx = await setUp();
      await settleDelivery(ctx, await claimOne(ctx), { ...POSTED, refreshAt: at(hours(1)) });
      expect(await claim(ctx)).toEqual([]);
      ctx.clock.set(at(hours(1)).toISOString());
      expect((await claimOne(ctx)).messageTs).toBe('1.1');
    });

    it('during the attempt comes before the instant that the message asked for', async () => {
      const ctx = await setUp();
      const claimed = await claimOne(ctx);
      await refreshDeliveries(ctx, [HANDOFF]);
      await settleDelivery(ctx, claimed, { ...POSTED, refreshAt: at(hours(1)) });
      expect((await claimOne(ctx)).version).toBe(2);
    });

    it('while it waits for that instant does not wait for it', async () => {
      const ctx = await setUp();
      await settleDelivery(ctx, await claimOne(ctx), { ...POSTED, refreshAt: at(hours(1)) });
      ctx.clock.advance(1000);
      await refreshDeliveries(ctx, [HANDOFF]);
      expect((await claimOne(ctx)).version).toBe(2);
    });
  });
});
