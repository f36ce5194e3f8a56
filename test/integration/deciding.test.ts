import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog, deliveries, handoffs } from '../../src/db/schema.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../src/errors.ts';
import {
  AlreadyDecidedError,
  acceptLead,
  getOpenHandoff,
  rejectLead,
} from '../../src/leads/decide-handoff.ts';
import type { Handoff } from '../../src/leads/handoff.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { enqueueDeliveries } from '../../src/outbox/enqueue-deliveries.ts';
import { reasonInWords } from '../../src/routing/reason-in-words.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aStage, at, hours, minutes } from '../support/facts.ts';
import { as, aWorkspace, listDeliveries, oneHandoff, type TestWorkspace } from '../support/workspaces.ts';

/** A workspace with one open lead in the hands of U1, or in the pool. */
async function aHandedOverLead(ctx: TestWorkspace, held: Partial<Handoff> = {}) {
  await recordStageChanges(ctx, [aStage('mql')]);
  await ctx.db
    .update(handoffs)
    .set({ routedTo: 'rotation', holderId: 'U1', handedOverAt: at(0), ...held })
    .where(eq(handoffs.workspaceId, ctx.workspaceId));
  return (await oneHandoff(ctx)).handoffId;
}

await forEachDatabase('deciding a lead', (database) => {
  const setUp = async (held?: Partial<Handoff>) => {
    const ctx = await aWorkspace(database());
    const handoffId = await aHandedOverLead(ctx, held);
    ctx.clock.advance(minutes(30));
    return { ctx, handoffId, holder: as(ctx, 'U1') };
  };

  it('accepts it for its holder, cancels its alerts and is audited', async () => {
    const { ctx, handoffId, holder } = await setUp();
    await acceptLead(holder, { handoffId });
    expect(await oneHandoff(ctx)).toMatchObject({
      handoffId,
      state: 'accepted',
      decidedAt: at(minutes(30)),
      decidedBy: 'U1',
      decidedOrigin: 'slack',
      holderId: 'U1',
      nextAlertAt: null,
    });
    const audit = await ctx.db.select().from(auditLog).where(eq(auditLog.workspaceId, ctx.workspaceId));
    expect(audit).toMatchObject([{ action: 'lead accepted', actorId: 'U1', subject: 'L-1' }]);
  });

  it.each([
    ['not_now', 'recycled'],
    ['no_fit', 'rejected'],
  ])('rejected for %s is %s', async (reason, state) => {
    const { ctx, handoffId, holder } = await setUp();
    await rejectLead(holder, { handoffId, reason, note: '  call in <spring>  ' });
    expect(await oneHandoff(ctx)).toMatchObject({ state, reason, note: 'call in <spring>', decidedBy: 'U1' });
  });

  it('leaves out a blank note', async () => {
    const { ctx, handoffId, holder } = await setUp();
    await rejectLead(holder, { handoffId, reason: 'spam', note: ' ' });
    expect((await oneHandoff(ctx)).note).toBeNull();
  });

  it('refuses a reason that is not on the list', async () => {
    const { ctx, handoffId, holder } = await setUp();
    await expect(rejectLead(holder, { handoffId, reason: 'mood' })).rejects.toThrow(InvalidInputError);
    expect((await oneHandoff(ctx)).state).toBe('open');
  });

  it('tells whoever comes second who decided, what and when', async () => {
    const { ctx, handoffId, holder } = await setUp();
    await acceptLead(holder, { handoffId });
    ctx.clock.advance(minutes(1));
    for (const second of [holder, as(ctx, 'U2'), as(ctx, 'M1', { isManager: true })]) {
      const error = await rejectLead(second, { handoffId, reason: 'spam' }).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(AlreadyDecidedError);
      expect(error.handoff).toMatchObject({
        state: 'accepted',
        decidedBy: 'U1',
        decidedAt: at(minutes(30)),
      });
    }
    await expect(getOpenHandoff(holder, handoffId)).rejects.toThrow(AlreadyDecidedError);
  });

  it('is for the holder: another rep is refused by name, and nothing changes', async () => {
    const { ctx, handoffId } = await setUp();
    const stranger = as(ctx, 'U2', { isRep: true });
    await expect(acceptLead(stranger, { handoffId })).rejects.toThrow('This lead is with <@U1>.');
    await expect(acceptLead(stranger, { handoffId })).rejects.toThrow(NotAllowedError);
    expect((await oneHandoff(ctx)).state).toBe('open');
  });

  it('is not for guests, not even the holder once they are one', async () => {
    const { ctx, handoffId } = await setUp();
    const guest = as(ctx, 'U1', { mayAct: false });
    await expect(acceptLead(guest, { handoffId })).rejects.toThrow(NotAllowedError);
    expect((await oneHandoff(ctx)).state).toBe('open');
  });

  it('is for managers too, and the lead stays with its holder', async () => {
    const { ctx, handoffId } = await setUp();
    await acceptLead(as(ctx, 'M1', { isManager: true }), { handoffId });
    expect(await oneHandoff(ctx)).toMatchObject({ state: 'accepted', decidedBy: 'M1', holderId: 'U1' });
  });

  it('of the pool is for the first colleague, who holds it from then on', async () => {
    const { ctx, handoffId } = await setUp({ routedTo: 'pool', holderId: null });
    await acceptLead(as(ctx, 'U7'), { handoffId });
    expect(await oneHandoff(ctx)).toMatchObject({ state: 'accepted', decidedBy: 'U7', holderId: 'U7' });
    await expect(acceptLead(as(ctx, 'U8'), { handoffId })).rejects.toThrow(AlreadyDecidedError);
  });

  it('that nobody was eligible for is for managers alone', async () => {
    const { ctx, handoffId } = await setUp({ routedTo: 'nobody', holderId: null });
    await expect(acceptLead(as(ctx, 'U7'), { handoffId })).rejects.toThrow('with nobody yet');
    await acceptLead(as(ctx, 'M1', { isManager: true }), { handoffId });
    expect(reasonInWords((await oneHandoff(ctx)).holderWhy)).toBe('You took it while it was with nobody.');
    expect((await oneHandoff(ctx)).state).toBe('accepted');
  });

  it('of another workspace is not found', async () => {
    const { handoffId } = await setUp();
    const elsewhere = as(await aWorkspace(database()), 'U1');
    await expect(acceptLead(elsewhere, { handoffId })).rejects.toThrow(NotFoundError);
  });

  it('owes an update to every message about it', async () => {
    const { ctx, handoffId, holder } = await setUp();
    await enqueueDeliveries(ctx, [{ dedupeKey: 'c', kind: 'card', recipientId: 'U1', handoffId }]);
    await ctx.db
      .update(deliveries)
      .set({ state: 'settled', channelId: 'D1', messageTs: '1.1' })
      .where(eq(deliveries.workspaceId, ctx.workspaceId));
    await acceptLead(holder, { handoffId });
    expect(await listDeliveries(ctx)).toMatchObject([{ state: 'owed', version: 2, messageTs: '1.1' }]);
  });

  describe('against the CRM', () => {
    it('loses to a decision that happened earlier, and the row says what was replaced', async () => {
      const { ctx, handoffId, holder } = await setUp();
      await acceptLead(holder, { handoffId });
      await recordStageChanges(ctx, [aStage('lost', at(minutes(20)))]);
      expect(await oneHandoff(ctx)).toMatchObject({
        state: 'rejected',
        decidedBy: null,
        corrected: { state: 'accepted', decidedBy: 'U1', decidedAt: at(minutes(30)).toISOString() },
      });
    });

    it('stands before whatever happens later', async () => {
      const { ctx, handoffId, holder } = await setUp();
      await acceptLead(holder, { handoffId });
      ctx.clock.advance(hours(1));
      await recordStageChanges(ctx, [aStage('rejected', at(minutes(45)))]);
      expect(await oneHandoff(ctx)).toMatchObject({ state: 'accepted', corrected: null });
    });

    it('decides a lead whose mql comes from a clock that runs ahead', async () => {
      const ctx = await aWorkspace(database());
      await recordStageChanges(ctx, [aStage('mql', at(0)), aStage('mql', at(minutes(4)))]);
      const { handoffId } = await oneHandoff(ctx);
      await acceptLead(as(ctx, 'M1', { isManager: true }), { handoffId });
      expect(await oneHandoff(ctx)).toMatchObject({ state: 'accepted', decidedAt: at(minutes(4)) });
    });
  });

  it('does not touch the other handoffs of the lead', async () => {
    const { ctx, handoffId, holder } = await setUp();
    await rejectLead(holder, { handoffId, reason: 'not_now' });
    await recordStageChanges(ctx, [aStage('mql', at(minutes(31)))]);
    ctx.clock.advance(minutes(5));
    await expect(acceptLead(holder, { handoffId })).rejects.toThrow(AlreadyDecidedError);
    const open = and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.state, 'open'));
    expect(await ctx.db.select().from(handoffs).where(open)).toHaveLength(1);
  });
});
