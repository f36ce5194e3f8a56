import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { workspaces } from '../../src/db/schema.ts';
import { bundleDeliveries } from '../../src/outbox/bundle-deliveries.ts';
import { listBundledLeads } from '../../src/outbox/bundled-leads.ts';
import { claimDeliveries } from '../../src/outbox/claim-deliveries.ts';
import type { DeliveryOutcome } from '../../src/outbox/delivery.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { listFailedDeliveries } from '../../src/outbox/list-failed-deliveries.ts';
import { settleDelivery } from '../../src/outbox/settle-delivery.ts';
import { forEachDatabase } from '../support/databases.ts';
import { at, hours, minutes } from '../support/facts.ts';
import { openLeads, owedTo } from '../support/outbox.ts';
import { aWorkspace, listDeliveries, type TestWorkspace } from '../support/workspaces.ts';

const LEASE = 60_000;
const GONE: DeliveryOutcome = { kind: 'failed', error: 'user_disabled', unreachable: true };

async function settleNext(ctx: TestWorkspace, outcome: DeliveryOutcome): Promise<void> {
  await bundleDeliveries(ctx);
  const [claimed] = await claimDeliveries(ctx, { limit: 1, leaseMs: LEASE });
  if (!claimed) throw new Error('a delivery was due');
  await settleDelivery(ctx, claimed, outcome);
}

await forEachDatabase('a delivery that Slack refuses', (database) => {
  const setUp = async (fallbackId: string | null, count = 1) => {
    const ctx = await aWorkspace(database());
    await ctx.db.update(workspaces).set({ fallbackId }).where(eq(workspaces.workspaceId, ctx.workspaceId));
    await enqueueDeliveries(ctx, (await openLeads(ctx, count)).map(owedTo('U1')));
    return ctx;
  };
  const owedRows = async (ctx: TestWorkspace) =>
    (await listDeliveries(ctx)).filter((row) => row.state === 'owed');

  describe('for good', () => {
    it('goes to the fallback once, and says for whom it was and why', async () => {
      const ctx = await setUp('CFALLBACK');
      await settleNext(ctx, GONE);
      const [failed, redirected, ...others] = await listDeliveries(ctx);
      expect(others).toEqual([]);
      expect(failed).toMatchObject({ state: 'failed', lastError: 'user_disabled' });
      expect(redirected).toMatchObject({
        ...{ state: 'owed', kind: 'card', recipientId: 'CFALLBACK', handoffId: failed?.handoffId },
        dedupeKey: `fallback:${failed?.deliveryId}`,
        payload: { insteadOf: 'U1', because: 'user_disabled' },
      });
      await settleNext(ctx, { ...GONE, error: 'is_archived' });
      expect((await listDeliveries(ctx)).map((row) => row.state)).toEqual(['failed', 'failed']);
    });

    it('takes its leads with it when it is a bundle', async () => {
      const ctx = await setUp('CFALLBACK', 6);
      await settleNext(ctx, GONE);
      const [bundle, ...others] = await owedRows(ctx);
      expect(others).toEqual([]);
      expect(bundle).toMatchObject({ kind: 'bundle', recipientId: 'CFALLBACK', payload: { of: 'card' } });
      expect(await listBundledLeads(ctx, bundle?.deliveryId ?? '')).toHaveLength(6);
    });

    it('many of one recipient are one message to the fallback, which still says for whom', async () => {
      const ctx = await aWorkspace(database());
      const leads = await openLeads(ctx, 8);
      const instead = { insteadOf: 'U1', because: 'user_disabled' };
      await enqueueDeliveries(ctx, leads.slice(0, 6).map(owedTo('CFALLBACK', 'card', instead)));
      await bundleDeliveries(ctx);
      expect(await owedRows(ctx)).toMatchObject([
        { kind: 'bundle', payload: { of: 'card', insteadOf: 'U1', because: 'user_disabled' } },
      ]);
    });

    it.each<[string, string | null, DeliveryOutcome]>([
      ['no fallback is set', null, GONE],
      ['the fallback is the recipient', 'U1', GONE],
      ['the message is at fault', 'CFALLBACK', { kind: 'failed', error: 'invalid_blocks' }],
    ])('goes nowhere else when %s', async (_, fallbackId, outcome) => {
      const ctx = await setUp(fallbackId);
      await settleNext(ctx, outcome);
      expect(await owedRows(ctx)).toEqual([]);
    });

    it('goes nowhere else when it may have been posted', async () => {
      const ctx = await setUp('CFALLBACK');
      await claimDeliveries(ctx, { limit: 1, leaseMs: LEASE });
      ctx.clock.advance(LEASE);
      await settleNext(ctx, GONE);
      expect(await owedRows(ctx)).toEqual([]);
    });
  });

  describe('is shown', () => {
    it('by recipient and reason, for a week', async () => {
      const ctx = await setUp(null, 2);
      await settleNext(ctx, GONE);
      await settleNext(ctx, GONE);
      const shown = { kind: 'card', recipientId: 'U1', error: 'user_disabled', isOwed: false, count: 2 };
      expect(await listFailedDeliveries(ctx)).toEqual([shown]);
      ctx.clock.advance(hours(24 * 7 + 1));
      expect(await listFailedDeliveries(ctx)).toEqual([]);
    });

    it('at once and as one when the fault lies with the app', async () => {
      const ctx = await setUp('CFALLBACK');
      await enqueueDeliveries(ctx, (await openLeads(ctx, 2)).map(owedTo('U2')));
      const revoked = { error: 'token_revoked', at: at(minutes(5)), mayHavePosted: false };
      for (let n = 0; n < 3; n += 1) await settleNext(ctx, { kind: 'retry', ...revoked });
      expect(await listFailedDeliveries(ctx)).toEqual([
        { kind: null, recipientId: null, error: 'token_revoked', isOwed: true, count: 3 },
      ]);
    });

    it('after the fifth attempt when it is one that passes', async () => {
      const ctx = await setUp(null);
      for (let n = 1; n <= 5; n += 1) {
        expect(await listFailedDeliveries(ctx)).toEqual([]);
        await settleNext(ctx, { kind: 'retry', error: 'fatal_error', at: ctx.now(), mayHavePosted: false });
      }
      expect(await listFailedDeliveries(ctx)).toMatchObject([{ error: 'fatal_error', isOwed: true }]);
    });
  });
});
