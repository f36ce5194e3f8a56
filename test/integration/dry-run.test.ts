import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { deliveries, handoffs, members, turns, workspaces } from '../../src/db/schema.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { dryRun } from '../../src/reports/dry-run.ts';
import { dryRunSummary } from '../../src/reports/dry-run-summary.ts';
import { currentPolicies } from '../../src/team/policy-list.ts';
import { forEachDatabase } from '../support/databases.ts';
import { aLeadStory } from '../support/lead-stories.ts';
import { aPolicy } from '../support/policies.ts';
import { DEMO_REQUESTS } from '../support/policy-rows.ts';
import { addMember, aWorkspace, type TestWorkspace } from '../support/workspaces.ts';

const JANUARY = '2026-01';

/** Two hours around the clock; an hour later somebody else gets it, once. */
const TWO_HOURS = aPolicy({
  minutesToDecide: 120,
  reminders: [{ fraction: 0.5 }],
  chain: [
    { kind: 'notify', whom: 'rep' },
    { kind: 'wait', minutes: 60 },
    { kind: 'reassign', to: 'rotation' },
  ],
  mostHandOns: 1,
});

await forEachDatabase('a dry run', (database) => {
  let ctx: TestWorkspace;

  /** Eight hours around the clock are promised; the reps U1 and U2, the manager M1; four leads known afterwards. */
  beforeAll(async () => {
    ctx = await aWorkspace(database());
    await addMember(ctx, 'U1', { isRep: true });
    await addMember(ctx, 'U2', { isRep: true });
    await addMember(ctx, 'M1', { isManager: true });
    ctx.clock.set('2026-02-02T12:00:00Z');
    await recordStageChanges(ctx, [
      ...aLeadStory('A').mql('2026-01-05T09:00Z').sql('2026-01-05T09:30Z').facts,
      ...aLeadStory('B').mql('2026-01-05T09:00Z').rejected('2026-01-05T16:00Z').facts,
      ...aLeadStory('C').mql('2026-01-05T09:00Z').sql('2026-01-06T09:00Z').facts,
      ...aLeadStory('D').mql('2026-01-06T09:00Z').facts,
    ]);
  });

  it('says what the policies in force would have done', async () => {
    const {
      handoffs: sample,
      history,
      inForce,
    } = await dryRun(ctx, { period: JANUARY, policies: [TWO_HOURS] });
    expect([sample, history]).toEqual([4, 4]);
    // Reminded at 15:00: B, C and D; due at 17:00: C and D. Half an hour later each goes to the other rep: all over again.
    expect(inForce).toMatchObject({
      ...{ handoffs: 4, reminders: 5, notices: { reps: 4, managers: 6, others: 0 } },
      ...{ breaches: 2, late: 1, never: 1, withdrawn: 0, handOns: 2, stayed: 2, pauses: 0 },
    });
  });

  it('says what other policies would have done, with turns that later holders get', async () => {
    const { tried } = await dryRun(ctx, { period: JANUARY, policies: [TWO_HOURS] });
    // B, C and D: reminded after an hour, missed after two, handed on after three, and the same again with the next.
    expect(tried).toMatchObject({
      ...{ handoffs: 4, reminders: 6, notices: { reps: 6, managers: 3, others: 0 } },
      ...{ breaches: 3, late: 2, never: 1, handOns: 3, stayed: 3, pauses: 1 },
      policies: [{ name: 'Every lead', handoffs: 4, reminders: 6, breaches: 3, handOns: 3 }],
    });
    expect(tried?.reps.map(({ userId, ...figures }) => [userId, figures])).toEqual([
      ['U1', { pings: 6, reminders: 3, breaches: 2, takenFrom: 2, givenTo: 1 }],
      ['U2', { pings: 6, reminders: 3, breaches: 1, takenFrom: 1, givenTo: 2 }],
    ]);
    expect(tried?.busiestHour).toEqual({ userId: 'U1', at: '2026-01-05T10:00:00.000Z', pings: 1 });
  });

  it('reminds of the first contact until the lead goes on, and sorts leads out among the policies', async () => {
    const own = await aWorkspace(database());
    await addMember(own, 'U1', { isRep: true });
    own.clock.set('2026-02-02T12:00:00Z');
    const demo = (leadId: string) => aLeadStory(leadId, { source: 'demo' });
    await recordStageChanges(own, [
      // Decided within four minutes, with an hour for the first contact: 45 minutes until the reminder.
      ...demo('A').mql('2026-01-05T09:00Z').sql('2026-01-05T09:04Z').contacted('2026-01-05T09:30Z').facts,
      ...demo('B').mql('2026-01-06T09:00Z').sql('2026-01-06T09:04Z').contacted('2026-01-06T09:50Z').facts,
      ...demo('C').mql('2026-01-07T09:00Z').sql('2026-01-07T09:04Z').facts,
      ...demo('D').mql('2026-01-08T09:00Z').sql('2026-01-08T09:04Z').enters('won', '2026-01-08T09:10Z').facts,
      ...aLeadStory('E').mql('2026-01-09T09:00Z').sql('2026-01-09T09:04Z').facts,
    ]);
    const policies = [aPolicy(DEMO_REQUESTS), aPolicy()];
    const { tried } = await dryRun(own, { period: JANUARY, policies });
    expect(tried).toMatchObject({ contactReminders: 2, contactBreaches: 1, reminders: 4 });
    expect(tried?.policies).toMatchObject([
      { name: 'Demo requests', handoffs: 4, reminders: 4, contactReminders: 2 },
      { name: 'Every lead', handoffs: 1, reminders: 0, contactReminders: 0 },
    ]);
  });

  it('begins with whoever really had the lead first', async () => {
    const own = await aWorkspace(database());
    await addMember(own, 'U1', { isRep: true });
    await addMember(own, 'U2', { isRep: true });
    own.clock.set('2026-02-02T12:00:00Z');
    await recordStageChanges(own, aLeadStory('A').mql('2026-01-05T09:00Z').facts);
    const first = async () => {
      const { tried } = await dryRun(own, { period: JANUARY, policies: [TWO_HOURS] });
      return tried?.reps.find(({ breaches }) => breaches > 0)?.userId;
    };
    expect(await first()).toBe('U1');
    const [handoff] = await own.db.select().from(handoffs).where(eq(handoffs.workspaceId, own.workspaceId));
    await own.db.insert(turns).values({
      ...{ workspaceId: own.workspaceId, handoffId: handoff?.handoffId ?? '', turn: 1, routedTo: 'owner' },
      ...{ holderId: 'U2', why: '', startedAt: new Date('2026-01-05T09:00Z') },
    });
    expect(await first()).toBe('U2');
  });

  it('pings nobody outside their hours, nor about what was decided by then', async () => {
    const own = await aWorkspace(database());
    await addMember(own, 'U1', { isRep: true });
    await own.db
      .update(members)
      .set({ workingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '13:00', to: '17:00' })) })
      .where(eq(members.workspaceId, own.workspaceId));
    own.clock.set('2026-02-02T12:00:00Z');
    await recordStageChanges(own, [
      // Reminders fall due at 10:00 and wait until 13:00; A is decided at noon, B never.
      ...aLeadStory('A').mql('2026-01-05T09:00Z').sql('2026-01-05T12:00Z').facts,
      ...aLeadStory('B').mql('2026-01-06T09:00Z').facts,
    ]);
    const policies = [
      aPolicy({ inWorkingTime: true, minutesToDecide: 6 * 60, reminders: [{ minutesBefore: 5 * 60 }] }),
    ];
    const { tried } = await dryRun(own, { period: JANUARY, policies });
    expect(tried).toMatchObject({ reminders: 1, breaches: 1, busiestHour: { pings: 1 } });
    expect(tried?.busiestHour?.at).toBe('2026-01-06T13:00:00.000Z');
  });

  it('has no data where nothing was handed over', async () => {
    const answer = await dryRun(ctx, { period: '2025', policies: [TWO_HOURS] });
    expect(answer).toMatchObject({ handoffs: 0, tried: null, inForce: null });
    expect(await dryRunSummary(ctx, [TWO_HOURS])).toEqual([
      'Q4 2025: no MQLs were handed over, so there is no data to try on.',
    ]);
  });

  it('writes nothing', async () => {
    const state = async () => {
      const rows = [];
      for (const table of [workspaces, members, handoffs, turns, deliveries]) {
        rows.push(await ctx.db.select().from(table).where(eq(table.workspaceId, ctx.workspaceId)));
      }
      return rows;
    };
    const before = await state();
    await dryRun(ctx, { period: JANUARY, policies: [TWO_HOURS] });
    expect(await state()).toEqual(before);
    expect(await currentPolicies(ctx)).toHaveLength(1);
  });
});
