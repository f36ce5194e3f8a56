import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { handoffs } from '../../src/db/schema.ts';
import type { NewFact } from '../../src/leads/fact.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { forEachDatabase } from '../support/databases.ts';
import { anUndo, aStage, at, hours } from '../support/facts.ts';
import { aWorkspace, listHandoffs, oneHandoff } from '../support/workspaces.ts';

const mql = aStage('mql', at(hours(2)));
const accepted = aStage('sql', at(hours(4)));
const again = aStage('mql', at(hours(6)));

const ids = async (ctx: Context) => (await listHandoffs(ctx)).map((handoff) => handoff.handoffId);

await forEachDatabase('the identity of a handoff', (database) => {
  const workspaceWith = async (...facts: NewFact[]) => {
    const ctx = await aWorkspace(database());
    ctx.clock.advance(hours(8));
    await recordStageChanges(ctx, facts);
    return ctx;
  };

  it('is kept as an earlier mql of its spell moves its opening', async () => {
    const ctx = await workspaceWith(mql);
    const before = await oneHandoff(ctx);
    const earlier = aStage('mql', at(0), { lead: { source: 'organic' } });
    await recordStageChanges(ctx, [earlier]);
    expect(await oneHandoff(ctx)).toMatchObject({
      handoffId: before.handoffId,
      openedAt: at(0),
      openingEventId: earlier.eventId,
      source: 'organic',
    });
  });

  it('is kept by the later part when a decision learnt late parts it, and the new part is another', async () => {
    const ctx = await workspaceWith(mql);
    const { handoffId } = await oneHandoff(ctx);
    await recordStageChanges(ctx, [aStage('mql', at(0)), aStage('recycled', at(hours(1)))]);
    const [first, second] = await listHandoffs(ctx);
    expect([first?.state, second?.state]).toEqual(['recycled', 'open']);
    expect(second).toMatchObject({ handoffId, openedAt: at(hours(2)) });
    expect(first?.handoffId).not.toBe(handoffId);
  });

  it('goes with the opening when a spell is parted behind it', async () => {
    const ctx = await workspaceWith(mql, again);
    const { handoffId } = await oneHandoff(ctx);
    await recordStageChanges(ctx, [accepted]);
    const [first, second] = await listHandoffs(ctx);
    expect(first).toMatchObject({ handoffId, state: 'accepted' });
    expect(second).toMatchObject({ state: 'open', openedAt: again.occurredAt });
  });

  it('of the later one becomes void when an undo merges two, and there is never a second open one', async () => {
    const ctx = await workspaceWith(mql, accepted, again);
    const [first, second] = await ids(ctx);
    await recordStageChanges(ctx, [anUndo(accepted, at(hours(7)))]);
    expect(await oneHandoff(ctx)).toMatchObject({ handoffId: first, state: 'open', decidedAt: null });
    const [voided] = await ctx.db
      .select()
      .from(handoffs)
      .where(and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.state, 'void')));
    expect(voided).toMatchObject({ handoffId: second, nextAlertAt: null });
  });

  it('of a void one comes back with its spell', async () => {
    const ctx = await workspaceWith(mql, accepted, again);
    const before = await ids(ctx);
    await recordStageChanges(ctx, [anUndo(accepted, at(hours(5)))]);
    await recordStageChanges(ctx, [aStage('won', at(hours(5.5)))]);
    expect(await ids(ctx)).toEqual(before);
    expect((await listHandoffs(ctx)).map((handoff) => handoff.state)).toEqual(['accepted', 'open']);
  });

  it('of one that counts goes before that of a void one', async () => {
    const first = aStage('sql', at(hours(3)));
    const middle = aStage('mql', at(hours(4)));
    const second = aStage('sql', at(hours(5)));
    const ctx = await workspaceWith(mql, first, middle, second, again);
    const [, , last] = await ids(ctx);
    await recordStageChanges(ctx, [anUndo(first, at(hours(3.5)))]);
    await recordStageChanges(ctx, [anUndo(second, at(hours(5.5))), aStage('rejected', at(hours(3)))]);
    const [, open] = await listHandoffs(ctx);
    expect(open).toMatchObject({ handoffId: last, state: 'open', openedAt: middle.occurredAt });
  });

  it('survives that its decision is replaced by an earlier one, which the row tells', async () => {
    const ctx = await workspaceWith(mql, { ...accepted, actorId: 'U1' });
    const { handoffId } = await oneHandoff(ctx);
    await recordStageChanges(ctx, [aStage('rejected', at(hours(3)))]);
    expect(await oneHandoff(ctx)).toMatchObject({
      handoffId,
      state: 'rejected',
      decidedAt: at(hours(3)),
      decidedBy: null,
      corrected: { state: 'accepted', decidedBy: 'U1', decidedAt: at(hours(4)).toISOString() },
    });
  });

  it('moves with two spells at once: one closes and another opens in the same batch', async () => {
    const ctx = await workspaceWith(mql);
    const { handoffId } = await oneHandoff(ctx);
    await recordStageChanges(ctx, [again, accepted]);
    const rows = await listHandoffs(ctx);
    expect(rows.map((row) => [row.state, row.handoffId === handoffId])).toEqual([
      ['accepted', true],
      ['open', false],
    ]);
  });
});
