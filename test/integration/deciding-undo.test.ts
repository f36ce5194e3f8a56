import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { handoffs } from '../../src/db/schema.ts';
import { ConflictError, NotAllowedError } from '../../src/errors.ts';
import { acceptLead, rejectLead } from '../../src/leads/decide-handoff.ts';
import { markContacted } from '../../src/leads/mark-contacted.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { undoDecision } from '../../src/leads/undo-decision.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aStage, at, hours, minutes } from '../support/facts.ts';
import { as, aWorkspace, listHandoffs, oneHandoff } from '../support/workspaces.ts';

await forEachDatabase('taking a decision back', (database) => {
  /** A lead in the hands of U1 since `START`. */
  const setUp = async (openedAt = at(0)) => {
    const ctx = await aWorkspace(database());
    await recordStageChanges(ctx, [aStage('mql', openedAt)]);
    await ctx.db
      .update(handoffs)
      .set({
        turn: 1,
        routedTo: 'rotation',
        holderId: 'U1',
        handedOverAt: at(0),
        turnDueAt: at(hours(8)),
        routeAt: null,
      })
      .where(eq(handoffs.workspaceId, ctx.workspaceId));
    ctx.clock.advance(minutes(1));
    const before = await oneHandoff(ctx);
    return { ctx, before, handoffId: before.handoffId, holder: as(ctx, 'U1') };
  };

  it('opens the same handoff again with the same deadline', async () => {
    const { ctx, before, handoffId, holder } = await setUp();
    await rejectLead(holder, { handoffId, reason: 'spam', note: 'x' });
    ctx.clock.advance(minutes(10));
    await undoDecision(holder, { handoffId });
    expect(await oneHandoff(ctx)).toEqual({ ...before, nextAlertAt: at(hours(6)) });
  });

  it('is too late after ten minutes', async () => {
    const { ctx, handoffId, holder } = await setUp();
    await acceptLead(holder, { handoffId });
    ctx.clock.advance(minutes(10) + 1);
    await expect(undoDecision(holder, { handoffId })).rejects.toThrow(
      'The ten minutes for Undo are over. A manager can still correct it: `/funnel lead L-1`.',
    );
    expect((await oneHandoff(ctx)).state).toBe('accepted');
  });

  it('is not for strangers, but for whoever decided, the holder and managers', async () => {
    const { ctx, handoffId } = await setUp();
    const manager = as(ctx, 'M1', { isManager: true });
    await acceptLead(manager, { handoffId });
    await expect(undoDecision(as(ctx, 'U2'), { handoffId })).rejects.toThrow(NotAllowedError);
    await expect(undoDecision(as(ctx, 'U1', { mayAct: false }), { handoffId })).rejects.toThrow(
      NotAllowedError,
    );
    for (const person of [manager, as(ctx, 'U1'), as(ctx, 'M2', { isManager: true })]) {
      ctx.clock.advance(1000);
      await undoDecision(person, { handoffId });
      ctx.clock.advance(1000);
      await acceptLead(manager, { handoffId });
    }
  });

  it('a second time finds nothing to take back', async () => {
    const { handoffId, holder } = await setUp();
    await acceptLead(holder, { handoffId });
    await undoDecision(holder, { handoffId });
    await expect(undoDecision(holder, { handoffId })).rejects.toThrow(ConflictError);
  });

  it('leaves the way free for another decision, also the same one at the same instant', async () => {
    const { ctx, handoffId, holder } = await setUp();
    await acceptLead(holder, { handoffId });
    await undoDecision(holder, { handoffId });
    await acceptLead(holder, { handoffId });
    expect((await oneHandoff(ctx)).state).toBe('accepted');
  });

  it('leaves it free while the clock of the CRM runs ahead', async () => {
    const { ctx, handoffId, holder } = await setUp(at(minutes(4)));
    await acceptLead(holder, { handoffId });
    ctx.clock.advance(minutes(1));
    await undoDecision(holder, { handoffId });
    expect((await oneHandoff(ctx)).state).toBe('open');
    ctx.clock.advance(minutes(1));
    await acceptLead(holder, { handoffId });
    expect((await oneHandoff(ctx)).state).toBe('accepted');
  });

  it('takes the echo of the CRM back too, whether it comes before or after', async () => {
    const { ctx, handoffId, holder } = await setUp();
    await acceptLead(holder, { handoffId });
    await recordStageChanges(ctx, [aStage('sql', at(minutes(2)), { eventId: 'echo' })]);
    ctx.clock.advance(minutes(4));
    await undoDecision(holder, { handoffId });
    expect((await oneHandoff(ctx)).state).toBe('open');
    ctx.clock.advance(minutes(4));
    await recordStageChanges(ctx, [aStage('sql', at(minutes(3)), { eventId: 'late echo' })]);
    expect((await oneHandoff(ctx)).state).toBe('open');
  });

  it('of the CRM is done in the CRM', async () => {
    const { ctx, handoffId, holder } = await setUp();
    await recordStageChanges(ctx, [aStage('sql', at(1))]);
    await expect(undoDecision(holder, { handoffId })).rejects.toThrow('This decision came from the CRM');
  });

  describe('marking a lead contacted', () => {
    it('counts once, for an accepted lead', async () => {
      const { ctx, handoffId, holder } = await setUp();
      await expect(markContacted(holder, { handoffId })).rejects.toThrow(
        'This lead is open. Accept it first',
      );
      await acceptLead(holder, { handoffId });
      ctx.clock.advance(minutes(2));
      await markContacted(holder, { handoffId });
      expect(await oneHandoff(ctx)).toMatchObject({ contactedAt: at(minutes(3)), contactedBy: 'U1' });
      ctx.clock.advance(minutes(2));
      await expect(markContacted(holder, { handoffId })).rejects.toThrow('contacted by <@U1> already');
      expect((await oneHandoff(ctx)).contactedAt).toEqual(at(minutes(3)));
    });

    it('is not for strangers', async () => {
      const { ctx, handoffId, holder } = await setUp();
      await acceptLead(holder, { handoffId });
      await expect(markContacted(as(ctx, 'U2'), { handoffId })).rejects.toThrow(NotAllowedError);
    });

    it('is refused on the card of a handoff that a newer one has followed', async () => {
      const { ctx, handoffId, holder } = await setUp();
      await acceptLead(holder, { handoffId });
      ctx.clock.advance(hours(1));
      await recordStageChanges(ctx, [aStage('mql', at(hours(1)))]);
      await expect(markContacted(holder, { handoffId })).rejects.toThrow('handed over again');
      const contacts = (await listHandoffs(ctx)).map((handoff) => handoff.contactedAt);
      expect(contacts).toEqual([null, null]);
    });
  });
});
