import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { deliveries } from '../../src/db/schema.ts';
import { acceptLead, rejectLead } from '../../src/leads/decide-handoff.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { undoDecision } from '../../src/leads/undo-decision.ts';
import { runSlaTick } from '../../src/sla/run-sla-tick.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aDirectory } from '../support/directory.ts';
import { aStage, at, hours, minutes } from '../support/facts.ts';
import {
  addMember,
  as,
  aWorkspace,
  listDeliveries,
  oneHandoff,
  type TestWorkspace,
} from '../support/workspaces.ts';

const slack = aDirectory();

/** What the tick at each of these instants made the bot owe. */
async function owedAt(ctx: TestWorkspace, ...instants: number[]): Promise<string[][]> {
  const owed: string[][] = [];
  for (const ms of instants) {
    const before = (await listDeliveries(ctx)).length;
    ctx.clock.set(at(ms).toISOString());
    await runSlaTick(ctx, slack);
    const added = (await listDeliveries(ctx)).slice(before);
    owed.push(added.map((delivery) => `${delivery.kind} ${delivery.recipientId}`).sort());
  }
  return owed;
}

await forEachDatabase('alerting', (database) => {
  /** One rep U1, one manager M1; a lead promised within eight hours. */
  const setUp = async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    await addMember(ctx, 'M1', { isManager: true });
    await recordStageChanges(ctx, [aStage('mql')]);
    return ctx;
  };

  it('reminds the holder at three quarters, and says at the deadline that it has passed, each once', async () => {
    const ctx = await setUp();
    const instants = [0, hours(6) - 1, hours(6), hours(6) + 1, hours(8) - 1, hours(8), hours(9), hours(90)];
    expect(await owedAt(ctx, ...instants)).toEqual([
      ['card U1'],
      [],
      ['reminder U1'],
      [],
      [],
      ['breach M1', 'breach U1'],
      [],
      [],
    ]);
    expect(await oneHandoff(ctx)).toMatchObject({
      remindedAt: at(hours(6)),
      breachNotedAt: at(hours(8)),
      nextAlertAt: null,
      state: 'open',
    });
  });

  it('tells somebody who is holder and manager once', async () => {
    const ctx = await setUp();
    await addMember(ctx, 'U1', { isManager: true, isAdmin: true });
    expect(await owedAt(ctx, 0, hours(8))).toEqual([['card U1'], ['breach M1', 'breach U1']]);
  });

  it.each([
    ['accepted', 0],
    ['rejected', 6],
  ])('stays silent once a lead is %s', async (state, hour) => {
    const ctx = await setUp();
    await owedAt(ctx, 0, hours(hour));
    const { handoffId } = await oneHandoff(ctx);
    const holder = as(ctx, 'U1');
    if (state === 'accepted') await acceptLead(holder, { handoffId });
    else await rejectLead(holder, { handoffId, reason: 'spam' });
    expect(await owedAt(ctx, hours(7), hours(8), hours(20))).toEqual([[], [], []]);
  });

  it('goes on with the same deadline after an undo', async () => {
    const ctx = await setUp();
    await owedAt(ctx, 0);
    const { handoffId } = await oneHandoff(ctx);
    ctx.clock.set(at(hours(7)).toISOString());
    await acceptLead(as(ctx, 'U1'), { handoffId });
    ctx.clock.advance(minutes(5));
    await undoDecision(as(ctx, 'U1'), { handoffId });
    expect(await owedAt(ctx, hours(7.5), hours(8))).toEqual([['reminder U1'], ['breach M1', 'breach U1']]);
  });

  it('says after an interruption over the deadline only that it has passed', async () => {
    const ctx = await setUp();
    expect(await owedAt(ctx, 0, hours(30), hours(31))).toEqual([['card U1'], ['breach M1', 'breach U1'], []]);
  });

  it('gives a lead that reached its holder too late a card first, and a turn of its own', async () => {
    const ctx = await setUp();
    expect(await owedAt(ctx, hours(9), hours(17) - 1, hours(17))).toEqual([
      ['card U1'],
      ['reminder U1'],
      ['breach M1', 'breach U1'],
    ]);
    expect((await oneHandoff(ctx)).breachHolderId).toBeNull();
  });

  it('gives a lead that reached its holder after the reminder no reminder', async () => {
    const ctx = await setUp();
    expect(await owedAt(ctx, hours(7), hours(7.5), hours(8))).toEqual([
      ['card U1'],
      [],
      ['breach M1', 'breach U1'],
    ]);
  });

  it('tells the pool channel and the managers', async () => {
    const ctx = await aWorkspace(database(), { poolChannelId: 'C1' });
    await addMember(ctx, 'M1', { isManager: true });
    await recordStageChanges(ctx, [aStage('mql')]);
    expect(await owedAt(ctx, 0, hours(6), hours(8))).toEqual([
      ['card C1'],
      ['reminder C1'],
      ['breach C1', 'breach M1'],
    ]);
  });

  it('tells the managers alone where nobody holds the lead', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'M1', { isManager: true });
    await recordStageChanges(ctx, [aStage('mql')]);
    expect(await owedAt(ctx, 0, hours(6), hours(8))).toEqual([['nobody-eligible M1'], [], ['breach M1']]);
  });

  it('is silent about history', async () => {
    const ctx = await aWorkspace(database());
    await recordStageChanges(ctx, [aStage('mql', at(-hours(25)))]);
    expect(await owedAt(ctx, 0, hours(90))).toEqual([[], []]);
  });

  it('owes posted cards an update as their lead becomes overdue', async () => {
    const ctx = await setUp();
    await owedAt(ctx, 0);
    await ctx.db
      .update(deliveries)
      .set({ state: 'settled', messageTs: '1.1' })
      .where(eq(deliveries.workspaceId, ctx.workspaceId));
    await owedAt(ctx, hours(8));
    const card = (await listDeliveries(ctx)).find((delivery) => delivery.kind === 'card');
    expect(card).toMatchObject({ state: 'owed', version: 2 });
  });

  it('works through more than one batch, and does what falls due meanwhile', async () => {
    const ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    const leads = Array.from({ length: 510 }, (_, index) => aStage('mql', at(0), { leadId: `L-${index}` }));
    await recordStageChanges(ctx, leads);
    expect(await runSlaTick(ctx, slack)).toMatchObject({ handedOver: 510, nextAt: at(hours(6)) });
    ctx.clock.set(at(hours(8)).toISOString());
    expect(await runSlaTick(ctx, slack)).toMatchObject({
      breached: 510,
      reminded: 0,
      nextAt: at(hours(8.5)),
    });
  });
});
