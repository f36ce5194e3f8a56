import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { members } from '../../src/db/schema.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { reasonInWords } from '../../src/routing/reason-in-words.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { addReps } from '../../src/team/rotation.ts';
import { getSettings, saveSettings } from '../../src/team/save-settings.ts';
import type { LeadFields } from '../../src/vocabulary.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aDirectory } from '../support/directory.ts';
import { aStage, at, hours } from '../support/facts.ts';
import {
  addMember,
  aPerson,
  aWorkspace,
  listDeliveries,
  listHandoffs,
  oneHandoff,
  type TestWorkspace,
} from '../support/workspaces.ts';

const owner = aPerson('U9', { email: 'owner@corp.test' });
const guest = aPerson('G1', { email: 'guest@corp.test', mayAct: false });
const slack = () => aDirectory(owner, guest);

const owed = async (ctx: TestWorkspace) =>
  (await listDeliveries(ctx)).map((delivery) => `${delivery.kind} ${delivery.recipientId}`);

await forEachDatabase('handing over', (database) => {
  const setUp = async (lead: LeadFields, settings: { reps?: string[]; poolChannelId?: string } = {}) => {
    const { reps = [], ...workspace } = settings;
    const ctx = await aWorkspace(database(), workspace);
    for (const rep of reps) await addMember(ctx, rep, { isRep: true });
    await recordStageChanges(ctx, [aStage('mql', at(0), { lead })]);
    return ctx;
  };

  it('gives a lead to its owner in the CRM, who needs no role', async () => {
    const ctx = await setUp({ ownerEmail: 'owner@corp.test' }, { reps: ['U1'] });
    expect(await runSlaTick(ctx, slack())).toEqual({
      handedOver: 1,
      reminded: 0,
      breached: 0,
      failed: [],
      nextAt: at(hours(6)),
    });
    const handoff = await oneHandoff(ctx);
    expect(handoff).toMatchObject({
      routedTo: 'owner',
      holderId: 'U9',
      handedOverAt: at(0),
      nextAlertAt: at(hours(6)),
    });
    expect(reasonInWords(handoff.holderWhy)).toBe('You own this lead.');
    expect(await owed(ctx)).toEqual(['card U9']);
  });

  it.each([
    ['guest@corp.test', 'is a guest or deactivated'],
    ['gone@corp.test', 'is not in this Slack'],
  ])('gives the lead of %s to the rotation and says why', async (ownerEmail, why) => {
    const ctx = await setUp({ ownerEmail }, { reps: ['U1'] });
    await runSlaTick(ctx, slack());
    const handoff = await oneHandoff(ctx);
    expect(handoff).toMatchObject({ routedTo: 'rotation', holderId: 'U1' });
    expect(reasonInWords(handoff.holderWhy)).toContain(`${ownerEmail}, ${why}`);
  });

  it('waits while Slack cannot say who the owner is, and hands over once it can', async () => {
    const ctx = await setUp({ ownerEmail: 'owner@corp.test' }, { reps: ['U1'] });
    await recordStageChanges(ctx, [aStage('mql', at(0), { leadId: 'L-2' })]);
    const directory = slack();
    directory.isAvailable = false;
    const { handedOver, nextAt } = await runSlaTick(ctx, directory);
    expect({ handedOver, nextAt }).toEqual({ handedOver: 1, nextAt: at(15_000) });
    expect(await oneHandoff(ctx)).toMatchObject({ handedOverAt: null, holderId: null });
    directory.isAvailable = true;
    ctx.clock.advance(14_999);
    expect((await runSlaTick(ctx, directory)).handedOver).toBe(0);
    ctx.clock.advance(1);
    expect((await runSlaTick(ctx, directory)).handedOver).toBe(1);
    expect((await oneHandoff(ctx)).holderId).toBe('U9');
  });

  it('asks Slack once for an owner of many leads', async () => {
    const ctx = await setUp({ ownerEmail: 'owner@corp.test' });
    const lead = { ownerEmail: 'owner@corp.test' };
    await recordStageChanges(ctx, [aStage('mql', at(0), { leadId: 'L-2', lead })]);
    const directory = slack();
    await runSlaTick(ctx, directory);
    expect(directory.asked).toEqual(['owner@corp.test']);
  });

  it('goes around the reps evenly', async () => {
    const ctx = await setUp({}, { reps: ['U1', 'U2', 'U3'] });
    await recordStageChanges(
      ctx,
      Array.from({ length: 89 }, (_, index) => aStage('mql', at(0), { leadId: `M-${index}` })),
    );
    expect((await runSlaTick(ctx, slack())).handedOver).toBe(90);
    const turns = await ctx.db
      .select({ turns: members.turns })
      .from(members)
      .where(eq(members.workspaceId, ctx.workspaceId));
    expect(turns).toEqual([{ turns: 30 }, { turns: 30 }, { turns: 30 }]);
  });

  it('puts a newcomer behind whoever had the fewest turns', async () => {
    const ctx = await setUp({}, { reps: ['U1'] });
    await runSlaTick(ctx, slack());
    await addReps(ctx, [aPerson('U2')]);
    await recordStageChanges(
      ctx,
      [1, 2, 3, 4].map((lead) => aStage('mql', at(0), { leadId: `M-${lead}` })),
    );
    await runSlaTick(ctx, slack());
    const holders = (await listHandoffs(ctx)).map((handoff) => handoff.holderId);
    expect(holders.filter((holder) => holder === 'U2')).toHaveLength(2);
  });

  it('offers a lead to the pool channel where there are no reps', async () => {
    const ctx = await setUp({}, { poolChannelId: 'C1' });
    await runSlaTick(ctx, slack());
    expect(await oneHandoff(ctx)).toMatchObject({ routedTo: 'pool', holderId: null });
    expect(await owed(ctx)).toEqual(['card C1']);
  });

  it('tells managers and admins where nobody is eligible, and hands over as soon as there is a rep', async () => {
    const ctx = await setUp({});
    await addMember(ctx, 'A1', { isAdmin: true });
    await addMember(ctx, 'M1', { isManager: true });
    await runSlaTick(ctx, slack());
    expect(await oneHandoff(ctx)).toMatchObject({ routedTo: 'nobody', holderId: null });
    expect(await owed(ctx)).toEqual(['nobody-eligible A1', 'nobody-eligible M1']);

    ctx.clock.advance(hours(1));
    await addReps(ctx, [aPerson('U1')]);
    await runSlaTick(ctx, slack());
    expect(await oneHandoff(ctx)).toMatchObject({
      routedTo: 'rotation',
      holderId: 'U1',
      handedOverAt: at(hours(1)),
      dueAt: at(hours(8)),
    });
    expect((await owed(ctx)).at(-1)).toBe('card U1');
  });

  it('tells the admins of the Slack workspace where no manager is named', async () => {
    const ctx = await setUp({});
    await runSlaTick(ctx, aDirectory(aPerson('W1', { isWorkspaceAdmin: true }), owner));
    expect(await oneHandoff(ctx)).toMatchObject({ routedTo: 'nobody', handedOverAt: at(0) });
    expect(await owed(ctx)).toEqual(['nobody-eligible W1']);
  });

  it('offers what found nobody to the pool as soon as there is one', async () => {
    const ctx = await setUp({});
    await runSlaTick(ctx, slack());
    await saveSettings(ctx, { ...(await getSettings(ctx)), poolChannelId: 'C1' }, []);
    await runSlaTick(ctx, slack());
    expect(await oneHandoff(ctx)).toMatchObject({ routedTo: 'pool', holderId: null });
    expect(await owed(ctx)).toEqual(['card C1']);
  });

  it('gives no card for history, and one for history that was asked to alert', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    await recordStageChanges(ctx, [
      aStage('mql', at(-hours(48)), { leadId: 'L-1' }),
      aStage('mql', at(-hours(48)), { leadId: 'L-2', alert: true }),
    ]);
    const { handedOver, nextAt } = await runSlaTick(ctx, slack());
    expect({ handedOver, nextAt }).toEqual({ handedOver: 1, nextAt: at(hours(6)) });
    expect(await oneHandoff(ctx, 'L-1')).toMatchObject({ handedOverAt: null, state: 'open' });
    expect(await oneHandoff(ctx, 'L-2')).toMatchObject({ holderId: 'U1', turnDueAt: at(hours(8)) });
    expect(await owed(ctx)).toEqual(['card U1']);
  });

  it('gives no card for a lead that was decided before', async () => {
    const ctx = await setUp({}, { reps: ['U1'] });
    await recordStageChanges(ctx, [aStage('sql', at(0))]);
    expect((await runSlaTick(ctx, slack())).handedOver).toBe(0);
    expect(await owed(ctx)).toEqual([]);
  });
});
