import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { members } from '../../src/db/schema.ts';
import { acceptLead } from '../../src/leads/decide-handoff.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { addReps } from '../../src/team/rotation.ts';
import { getWorkspace } from '../../src/team/workspace.ts';
import { forServerDatabase } from '../support/databases.ts';
import { aDirectory } from '../support/directory.ts';
import { aStage, at, hours } from '../support/facts.ts';
import { addMember, aPerson, as, aWorkspace, listDeliveries, listHandoffs } from '../support/workspaces.ts';

const slack = aDirectory();
const mqls = (count: number) =>
  Array.from({ length: count }, (_, index) => aStage('mql', at(0), { leadId: `L-${index}` }));

await forServerDatabase('ticks of one moment', (database) => {
  it('hand each lead over once, evenly, and double no alert', async () => {
    const ctx = await aWorkspace(database());
    for (const rep of ['U1', 'U2', 'U3', 'U4']) await addMember(ctx, rep, { isRep: true });
    const leads = mqls(400);
    const batches = [0, 100, 200, 300].map((from) => leads.slice(from, from + 100));
    const ticks = async (count: number) =>
      (await Promise.all(Array.from({ length: count }, () => runSlaTick(ctx, slack)))).reduce(
        (sum, tick) => sum + tick.handedOver + tick.reminded + tick.breached,
        0,
      );
    // Recording and ticking at the same time, as several processes do.
    const handedOver = await Promise.all(
      batches.map(async (batch) => {
        await recordStageChanges(ctx, batch);
        return ticks(2);
      }),
    );
    const total = handedOver.reduce((sum, count) => sum + count, 0) + (await ticks(4));
    expect(total).toBe(400);
    const turns = await ctx.db.select().from(members).where(eq(members.workspaceId, ctx.workspaceId));
    expect(turns.map((member) => member.turns)).toEqual([100, 100, 100, 100]);

    ctx.clock.set(at(hours(6)).toISOString());
    expect(await ticks(4)).toBe(400);
    ctx.clock.set(at(hours(8)).toISOString());
    expect((await ticks(4)) + (await ticks(1))).toBe(400);
    const messages = (await listDeliveries(ctx)).map((delivery) => delivery.kind);
    expect(messages.filter((kind) => kind !== 'paused')).toHaveLength(1200);
    expect(messages.filter((kind) => kind === 'paused')).toHaveLength(3);
  });

  it('leave no lead with nobody once a rep is there', async () => {
    for (let round = 0; round < 24; round += 1) {
      const ctx = await aWorkspace(database());
      await recordStageChanges(ctx, mqls(5));
      // Each round the rep comes one round trip later, so that one of them meets the tick at every step.
      const addRep = async () => {
        for (let trip = 0; trip < round % 8; trip += 1) await getWorkspace(ctx);
        await addReps(ctx, [aPerson('U1')]);
      };
      await Promise.all([runSlaTick(ctx, slack), addRep()]);
      await runSlaTick(ctx, slack);
      const holders = (await listHandoffs(ctx)).map((handoff) => handoff.holderId);
      expect(holders).toEqual(['U1', 'U1', 'U1', 'U1', 'U1']);
    }
  });

  it('and clicks leave a decided lead without an alert', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    await recordStageChanges(ctx, mqls(40));
    await runSlaTick(ctx, slack);
    ctx.clock.set(at(hours(6)).toISOString());
    const open = await listHandoffs(ctx);
    await Promise.all([
      runSlaTick(ctx, slack),
      ...open.map(({ handoffId }) => acceptLead(as(ctx, 'U1'), { handoffId })),
      runSlaTick(ctx, slack),
    ]);
    for (const handoff of await listHandoffs(ctx)) {
      expect(handoff).toMatchObject({ state: 'accepted', holderId: 'U1', nextAlertAt: null });
    }
  });
});
