import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { handoffs, members } from '../../src/db/schema.ts';
import { acceptLead } from '../../src/leads/decide-handoff.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { undoDecision } from '../../src/leads/undo-decision.ts';
import { bundleDeliveries } from '../../src/outbox/bundle-deliveries.ts';
import { claimDeliveries } from '../../src/outbox/claim-deliveries.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { settleDelivery } from '../../src/outbox/settle-delivery.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { sayAway, sayBack } from '../../src/team/absences.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aDirectory } from '../support/directory.ts';
import { aStage, at, hours, minutes } from '../support/facts.ts';
import { addMember, aPerson, as, aWorkspace, listDeliveries, oneHandoff } from '../support/workspaces.ts';

const owed = async (ctx: Parameters<typeof listDeliveries>[0]) =>
  (await listDeliveries(ctx)).map(({ kind, recipientId }) => `${kind} ${recipientId}`).sort();

await forEachDatabase('a tick', (database) => {
  it('passes over a rep who has left or become a guest', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    await addMember(ctx, 'U2', { isRep: true });
    const slack = aDirectory(aPerson('U1', { mayAct: false }), aPerson('U2'));
    await recordStageChanges(ctx, [aStage('mql'), aStage('mql', at(0), { leadId: 'L-2' })]);
    await runSlaTick(ctx, slack);
    expect(await owed(ctx)).toEqual(['card U2', 'card U2']);
  });

  it('tells the workspace’s own admins of a missed deadline while no manager is named', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    const slack = aDirectory(aPerson('U1'), aPerson('W1', { isWorkspaceAdmin: true }));
    await recordStageChanges(ctx, [aStage('mql')]);
    await runSlaTick(ctx, slack);
    ctx.clock.advance(hours(8));
    await runSlaTick(ctx, slack);
    expect(await owed(ctx)).toEqual(['breach U1', 'breach W1', 'card U1']);
  });

  it('that comes too late for a reminder owes the notice for the next morning', async () => {
    const ctx = await aWorkspace(database(), { inWorkingTime: true });
    await addMember(ctx, 'U1', { isRep: true });
    const slack = aDirectory(aPerson('U1'));
    await recordStageChanges(ctx, [aStage('mql')]);
    await runSlaTick(ctx, slack);
    ctx.clock.set('2026-01-06T01:00:00Z');
    await runSlaTick(ctx, slack);
    expect(await listDeliveries(ctx)).toMatchObject([
      { kind: 'card', runAt: at(0) },
      { kind: 'breach', recipientId: 'U1', runAt: new Date('2026-01-06T09:00:00Z') },
    ]);
  });

  it('says on time that a deadline at the end of the working day has passed', async () => {
    const ctx = await aWorkspace(database(), { inWorkingTime: true });
    await addMember(ctx, 'U1', { isRep: true });
    await recordStageChanges(ctx, [aStage('mql')]);
    await runSlaTick(ctx, aDirectory(aPerson('U1')));
    ctx.clock.set('2026-01-05T17:00:10Z');
    await runSlaTick(ctx, aDirectory(aPerson('U1')));
    expect(await owed(ctx)).toContain('breach U1');
  });
});

await forEachDatabase('a tick among several leads', (database) => {
  it('goes on with the others when one cannot be worked out, and tries that one again', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    await recordStageChanges(ctx, [aStage('mql'), aStage('mql', at(0), { leadId: 'L-2' })]);
    const poisoned = and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.leadId, 'L-1'));
    await ctx.db.update(handoffs).set({ policyId: randomUUID() }).where(poisoned);
    const { failed, handedOver } = await runSlaTick(ctx, aDirectory(aPerson('U1')));
    expect({ failed: failed.length, handedOver }).toEqual({ failed: 1, handedOver: 1 });
    expect(await oneHandoff(ctx, 'L-1')).toMatchObject({ turn: 0, nextAlertAt: at(minutes(5)) });
    expect(await owed(ctx)).toEqual(['card U1']);
  });

  it('hands over what found nobody as soon as somebody is back early', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    await addMember(ctx, 'M1', { isManager: true });
    const slack = aDirectory(aPerson('U1'), aPerson('M1'));
    await sayAway(ctx, { userId: 'U1', fromAt: at(0), untilAt: at(hours(72)) });
    await recordStageChanges(ctx, [aStage('mql')]);
    await runSlaTick(ctx, slack);
    expect(await owed(ctx)).toEqual(['nobody-eligible M1']);
    ctx.clock.advance(hours(1));
    await sayBack(ctx, { userId: 'U1' });
    await runSlaTick(ctx, slack);
    expect((await oneHandoff(ctx)).holderId).toBe('U1');
  });

  it('forgets the misses of somebody whose lead was decided in time, in the CRM too', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    await recordStageChanges(ctx, [aStage('mql')]);
    await runSlaTick(ctx, aDirectory(aPerson('U1')));
    const mine = eq(members.workspaceId, ctx.workspaceId);
    await ctx.db.update(members).set({ lapses: 2 }).where(mine);
    ctx.clock.advance(hours(9));
    await recordStageChanges(ctx, [aStage('sql', at(hours(8.5)))]);
    const lapses = async () => (await ctx.db.select().from(members).where(mine)).map((rep) => rep.lapses);
    expect(await lapses()).toEqual([2]);
    await recordStageChanges(ctx, [aStage('sql', at(hours(7)))]);
    await recordStageChanges(ctx, [aStage('mql', at(hours(9)), { leadId: 'L-2' })]);
    await runSlaTick(ctx, aDirectory(aPerson('U1')));
    await recordStageChanges(ctx, [aStage('sql', at(hours(9)), { leadId: 'L-2' })]);
    expect(await lapses()).toEqual([0]);
  });
});

await forEachDatabase('a card', (database) => {
  it('that was not sent because the lead was decided is owed again after an undo', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    await recordStageChanges(ctx, [aStage('mql')]);
    await runSlaTick(ctx, aDirectory(aPerson('U1')));
    const manager = as(ctx, 'M1', { isManager: true });
    const { handoffId } = await oneHandoff(ctx);
    ctx.clock.advance(minutes(1));
    await acceptLead(manager, { handoffId });
    const [card] = await claimDeliveries(ctx, { limit: 1, leaseMs: 60_000 });
    if (!card) throw new Error('a card was owed');
    await settleDelivery(ctx, card, { kind: 'cancelled', reason: 'decided before it was sent' });
    await undoDecision(manager, { handoffId });
    expect(await listDeliveries(ctx)).toMatchObject([{ kind: 'card', state: 'owed' }]);
    expect(await claimDeliveries(ctx, { limit: 1, leaseMs: 60_000 })).toHaveLength(1);
  });

  it('that somebody asked for is never folded into a bundle', async () => {
    const ctx = await aWorkspace(database());
    const asked = { kind: 'card', recipientId: 'U1', payload: { asked: true } } as const;
    await enqueueDeliveries(
      ctx,
      Array.from({ length: 6 }, (_, index) => ({ ...asked, dedupeKey: `card ${index}` })),
    );
    await bundleDeliveries(ctx);
    expect((await listDeliveries(ctx)).map(({ state }) => state)).toEqual(Array(6).fill('owed'));
  });
});
