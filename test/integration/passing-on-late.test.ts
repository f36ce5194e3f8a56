import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { members } from '../../src/db/schema.ts';
import { acceptLead } from '../../src/leads/decide-handoff.ts';
import { giveLeads } from '../../src/leads/give-leads.ts';
import { handOnLead } from '../../src/leads/hand-on-lead.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { undoDecision } from '../../src/leads/undo-decision.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { addReps, removeReps } from '../../src/team/rotation.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aDirectory } from '../support/directory.ts';
import { aStage, at, hours, minutes } from '../support/facts.ts';
import { addMember, aPerson, as, aWorkspace, listDeliveries, oneHandoff } from '../support/workspaces.ts';

const slack = aDirectory(aPerson('U1'), aPerson('U2'), aPerson('M1'));

await forEachDatabase('a lead', (database) => {
  const setUp = async (reps: string[], occurredAt = at(0)) => {
    const ctx = await aWorkspace(database());
    for (const rep of reps) await addMember(ctx, rep, { isRep: true });
    await addMember(ctx, 'M1', { isManager: true });
    await recordStageChanges(ctx, [aStage('mql', occurredAt)]);
    await runSlaTick(ctx, slack);
    return ctx;
  };
  const turnsOwed = async (ctx: Awaited<ReturnType<typeof setUp>>, userId: string) => {
    const mine = and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, userId));
    const [rep] = await ctx.db.select().from(members).where(mine);
    return { owed: rep?.turnsOwed, lapses: rep?.lapses };
  };

  it('that is handed on after its deadline counts against whoever had it, and the managers hear of it', async () => {
    const ctx = await setUp(['U1', 'U2']);
    const { handoffId } = await oneHandoff(ctx);
    ctx.clock.set(at(hours(8) + 1000).toISOString());
    await handOnLead(as(ctx, 'U1', { isRep: true }), slack, { handoffId, reason: 'Wrong region' });
    expect(await oneHandoff(ctx)).toMatchObject({ holderId: 'U2', breachHolderId: 'U1' });
    expect(await turnsOwed(ctx, 'U1')).toEqual({ owed: 0, lapses: 1 });
    expect((await listDeliveries(ctx)).map(({ kind, recipientId }) => `${kind} ${recipientId}`)).toEqual([
      'card U1',
      'breach M1',
      'card U2',
    ]);
  });

  it('that is handed on in time gives the turn back', async () => {
    const ctx = await setUp(['U1', 'U2']);
    const { handoffId } = await oneHandoff(ctx);
    await handOnLead(as(ctx, 'U1', { isRep: true }), slack, { handoffId, reason: 'Wrong region' });
    expect(await turnsOwed(ctx, 'U1')).toEqual({ owed: 1, lapses: 0 });
  });

  it('of history is watched once a manager has given it to somebody', async () => {
    const ctx = await setUp(['U1'], at(-hours(72)));
    const { handoffId } = await oneHandoff(ctx);
    await giveLeads(as(ctx, 'M1', { isManager: true }), slack, { handoffIds: [handoffId], toUserId: 'U1' });
    expect(await oneHandoff(ctx)).toMatchObject({ alerting: true, nextAlertAt: at(hours(6)) });
    await recordStageChanges(ctx, [aStage('mql', at(0))]);
    expect(await oneHandoff(ctx)).toMatchObject({ alerting: true });
  });

  it('goes back to the only rep who is removed and taken back', async () => {
    const ctx = await setUp(['U1']);
    await removeReps(ctx, ['U1']);
    await runSlaTick(ctx, slack);
    expect(await oneHandoff(ctx)).toMatchObject({ holderId: null, routedTo: 'nobody' });
    await addReps(ctx, [aPerson('U1')]);
    await runSlaTick(ctx, slack);
    expect((await oneHandoff(ctx)).holderId).toBe('U1');
  });

  it('that is open again with somebody who has left the rotation goes to somebody else', async () => {
    const ctx = await setUp(['U1', 'U2']);
    const { handoffId } = await oneHandoff(ctx);
    await acceptLead(as(ctx, 'U1', { isRep: true }), { handoffId });
    await removeReps(ctx, ['U1']);
    ctx.clock.advance(minutes(5));
    await undoDecision(as(ctx, 'M1', { isManager: true }), { handoffId });
    await runSlaTick(ctx, slack);
    expect((await oneHandoff(ctx)).holderId).toBe('U2');
  });
});
