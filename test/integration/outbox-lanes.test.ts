import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/context.ts';
import { queryRows } from '../../src/db/client.ts';
import { deliveries } from '../../src/db/schema.ts';
import { claimDeliveries, claimStatement, nextDeliveryAt } from '../../src/outbox/claim-deliveries.ts';
import type {
  ClaimedDelivery,
  DeliveryKind,
  DeliveryOutcome,
  NewDelivery,
} from '../../src/outbox/delivery.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { settleDelivery } from '../../src/outbox/settle-delivery.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { at, hours, minutes } from '../support/facts.ts';
import { aWorkspace, listDeliveries, type TestWorkspace } from '../support/workspaces.ts';

const owed = (dedupeKey: string, over: Partial<NewDelivery> = {}): NewDelivery => ({
  ...{ dedupeKey, kind: 'card', recipientId: 'U1', ...over },
});

const claim = (ctx: TestWorkspace, limit = 20) => claimDeliveries(ctx, { limit, leaseMs: 60_000 });
const keys = (claimed: readonly ClaimedDelivery[]) => claimed.map((one) => one.dedupeKey);

async function claimOne(ctx: TestWorkspace): Promise<ClaimedDelivery> {
  const [claimed, ...others] = await claim(ctx);
  if (!claimed || others.length > 0) throw new Error('not exactly one delivery was due');
  return claimed;
}

async function setKeyed(ctx: TestWorkspace, dedupeKey: string, values: object): Promise<void> {
  await ctx.db
    .update(deliveries)
    .set(values)
    .where(and(eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.dedupeKey, dedupeKey)));
}

const POSTED = { kind: 'posted', channelId: 'D1', messageTs: '1.1' } as const;

await forEachDatabase('a lane', (database) => {
  const setUp = async (...messages: NewDelivery[]) => {
    const ctx = await aWorkspace(database());
    await enqueueDeliveries(ctx, messages);
    return ctx;
  };

  it('lets the first message to each recipient through, and none while that is under way', async () => {
    const ctx = await setUp(owed('a'), owed('b'), owed('c', { recipientId: 'C1' }));
    expect(keys(await claim(ctx))).toEqual(['a', 'c']);
    ctx.clock.advance(5_000);
    expect(await claim(ctx)).toEqual([]);
  });

  it('is free a second after a message was posted, and says so beforehand', async () => {
    const ctx = await setUp(owed('a'), owed('b'));
    const first = await claimOne(ctx);
    ctx.clock.advance(300);
    await settleDelivery(ctx, first, POSTED);
    expect(await nextDeliveryAt(ctx)).toEqual(at(1_300));
    ctx.clock.advance(999);
    expect(await claim(ctx)).toEqual([]);
    ctx.clock.advance(1);
    expect(keys(await claim(ctx))).toEqual(['b']);
  });

  it.each<[string, DeliveryOutcome]>([
    ['is obsolete', { kind: 'cancelled', reason: 'decided' }],
    ['fails for good', { kind: 'failed', error: 'invalid_blocks' }],
    ['is found', { ...POSTED, kind: 'found' }],
    ['is refused', { kind: 'retry', error: 'x', at: at(hours(1)), mayHavePosted: false }],
  ])('is free at once when what had it %s', async (_, outcome) => {
    const ctx = await setUp(owed('a'), owed('b'));
    await settleDelivery(ctx, await claimOne(ctx), outcome);
    expect(keys(await claim(ctx))).toContain('b');
  });

  it('is closed as long as Slack says that there are too many', async () => {
    const ctx = await setUp(owed('a'), owed('b'));
    const tooMany = { error: 'rate limited', at: at(30_000), mayHavePosted: false, tooMany: true };
    await settleDelivery(ctx, await claimOne(ctx), { kind: 'retry', ...tooMany });
    expect(await nextDeliveryAt(ctx)).toEqual(at(30_000));
    ctx.clock.advance(30_000);
    expect(keys(await claim(ctx))).toEqual(['b']);
  });

  it('is free before the lease ends when a process dies with it', async () => {
    const ctx = await setUp(owed('a'), owed('b'));
    await claim(ctx);
    expect(await nextDeliveryAt(ctx)).toEqual(at(12_000));
    ctx.clock.advance(12_000);
    expect(keys(await claim(ctx))).toEqual(['b']);
  });

  it('keeps no update waiting', async () => {
    const ctx = await setUp(owed('a'), owed('b'), owed('c'));
    for (const key of ['b', 'c']) await setKeyed(ctx, key, { messageTs: '1.1' });
    expect(keys(await claim(ctx))).toEqual(['b', 'c', 'a']);
  });

  it('is not given up to whoever comes back late', async () => {
    const ctx = await setUp(owed('a'), owed('b'), owed('c'));
    const late = await claimOne(ctx);
    ctx.clock.advance(12_000);
    expect(keys(await claim(ctx))).toEqual(['b']);
    await settleDelivery(ctx, late, { kind: 'cancelled', reason: 'decided' });
    expect(await claim(ctx)).toEqual([]);
  });

  it('is not closed for an hour by a clock that was an hour ahead', async () => {
    const ctx = await setUp(owed('a'), owed('b'));
    ctx.clock.advance(hours(1));
    await settleDelivery(ctx, await claimOne(ctx), POSTED);
    ctx.clock.advance(-hours(1));
    expect(await nextDeliveryAt(ctx)).toEqual(at(0));
    expect(keys(await claim(ctx))).toEqual(['b']);
  });
});

await forEachDatabase('the order', (database) => {
  const inOrder = ['card', 'reminder', 'digest'] as const;
  const reversed = (recipientOf: (kind: DeliveryKind) => string) =>
    inOrder
      .toReversed()
      .map((kind, index) =>
        owed(kind, { kind, recipientId: recipientOf(kind), runAt: at(index - minutes(1)) }),
      );

  it('is what somebody waits for, cards, pings, digests, whatever is due first', async () => {
    const ctx = await aWorkspace(database());
    await enqueueDeliveries(ctx, [
      ...reversed((kind) => `U${kind}`),
      owed('asked', { recipientId: 'U2', payload: { asked: true } }),
      owed('posted', { kind: 'digest' }),
    ]);
    await setKeyed(ctx, 'posted', { messageTs: '1.1' });
    const batches: string[][] = [];
    for (let batch = await claim(ctx, 2); batch.length > 0; batch = await claim(ctx, 2)) {
      batches.push(keys(batch).toSorted());
    }
    expect(batches).toEqual([['asked', 'posted'], ['card', 'reminder'], ['digest']]);
  });

  it('is the same within one conversation', async () => {
    const ctx = await aWorkspace(database());
    await enqueueDeliveries(
      ctx,
      reversed(() => 'C1'),
    );
    const order: string[] = [];
    for (const _ of inOrder) {
      const claimed = await claimOne(ctx);
      order.push(claimed.dedupeKey);
      await settleDelivery(ctx, claimed, POSTED);
      ctx.clock.advance(1_000);
    }
    expect(order).toEqual(inOrder);
  });

  it('takes no more digests than asked for', async () => {
    const ctx = await aWorkspace(database());
    await enqueueDeliveries(
      ctx,
      reversed((kind) => `U${kind}`),
    );
    const digest = owed('digest 2', { kind: 'digest', recipientId: 'C2' });
    await enqueueDeliveries(ctx, [digest]);
    const taken = await claimDeliveries(ctx, { limit: 20, leaseMs: 60_000, mostDigests: 1 });
    expect(keys(taken)).toEqual(['card', 'reminder', 'digest']);
  });
});

await forServerDatabase('many processes', (database) => {
  it('never have two messages to one recipient under way, whoever claims', async () => {
    const ctx = await aWorkspace(database());
    await enqueueDeliveries(
      ctx,
      Array.from({ length: 60 }, (_, index) => owed(`${index}`, { recipientId: `U${index % 3}` })),
    );
    for (let round = 0; round < 20; round += 1) {
      const claimed = (await Promise.all([1, 2, 3, 4].map(() => claim(ctx)))).flat();
      expect(claimed.map((one) => one.recipientId).toSorted()).toEqual(['U0', 'U1', 'U2']);
      await Promise.all(claimed.map((one) => settleDelivery(ctx, one, POSTED)));
      ctx.clock.advance(1_000);
    }
    expect((await listDeliveries(ctx)).every(({ state }) => state === 'settled')).toBe(true);
  });

  it('keep apart what one has begun and what came in for the other meanwhile', async () => {
    const ctx = await aWorkspace(database());
    await enqueueDeliveries(ctx, [owed('a')]);
    const isBlocked = async () => {
      const blocked = sql`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return (await queryRows(ctx.db, blocked)).length > 0;
    };
    const [first, second] = await inTransaction(ctx, async (tx) => {
      const begun = await claimDeliveries(tx, { limit: 20, leaseMs: 60_000 });
      await enqueueDeliveries(ctx, [owed('b', { payload: { asked: true } })]);
      const other = claim(ctx);
      while (!(await isBlocked()));
      return [begun, { other }] as const;
    });
    expect(keys(first)).toEqual(['a']);
    expect(await second.other).toEqual([]);
  });

  describe('with thousands of deliveries behind them', () => {
    it('find what is owed through its index', async () => {
      const ctx = await aWorkspace(database());
      const { workspaceId } = ctx;
      await ctx.db.execute(sql`
        insert into deliveries (workspace_id, delivery_id, dedupe_key, kind, recipient_id, payload, state, run_at,
          created_at, posted_at, message_ts)
        select ${workspaceId}, gen_random_uuid(), n::text, 'reminder', 'U' || n % 500, '{}',
          case when n <= 1000 then 'owed' else 'settled' end, ${at(0).toISOString()}::timestamptz - n * interval '1 s',
          ${at(0).toISOString()}::timestamptz,
          case when n > 1000 then ${at(0).toISOString()}::timestamptz - n * interval '1 s' end,
          case when n > 1000 then '1.1' end
        from generate_series(1, 21000) as n`);
      await ctx.db.execute(sql`analyze deliveries`);
      const statement = claimStatement(ctx, ctx.now(), { limit: 20, leaseMs: 60_000 });
      const plan = await queryRows<{ 'QUERY PLAN': string }>(ctx.db, sql`explain ${statement}`);
      const scans = plan.map((line) => line['QUERY PLAN']).filter((line) => / on deliveries/.test(line));
      expect(scans.filter((line) => /Seq Scan/.test(line))).toEqual([]);
      expect(scans.filter((line) => /deliveries_owed_idx/.test(line)).length).toBeGreaterThan(0);
      expect(await claim(ctx)).toHaveLength(20);
    });
  });
});
