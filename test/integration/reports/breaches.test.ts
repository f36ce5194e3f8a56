import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { handoffs, slaPolicies } from '../../../src/db/schema.ts';
import type { NewFact } from '../../../src/leads/fact.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { composeDigest } from '../../../src/reports/compose-digest.ts';
import { runReport } from '../../../src/reports/report.ts';
import { savePolicyList } from '../../../src/team/policy-list.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { aWorkspace, oneHandoff, type TestWorkspace } from '../../support/workspaces.ts';

const JANUARY = '2026-01';

function anExcuse(leadId: string, mqlAt: string, reason: string): NewFact {
  return {
    kind: 'excused',
    ...{ origin: 'slack', eventId: `excuse ${leadId}`, leadId, reason, actorId: 'M1' },
    occurredAt: new Date('2026-02-01T09:00Z'),
    about: { origin: 'crm', eventId: `${leadId} mql ${Date.parse(mqlAt)}` },
  };
}

async function change(ctx: TestWorkspace, leadId: string, values: Partial<typeof handoffs.$inferInsert>) {
  const { handoffId } = await oneHandoff(ctx, leadId);
  await ctx.db.update(handoffs).set(values).where(eq(handoffs.handoffId, handoffId));
}

await forEachDatabase('missed deadlines', (database) => {
  /** Eight hours are promised: A kept, B and C late, D and E never. */
  async function aMonth(...more: NewFact[]) {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-02-02T12:00:00Z');
    await recordStageChanges(ctx, [
      ...aLeadStory('A').mql('2026-01-05T09:00Z').sql('2026-01-05T10:00Z', 'U1').facts,
      ...aLeadStory('B').mql('2026-01-05T09:00Z').sql('2026-01-06T09:00Z', 'U2').facts,
      ...aLeadStory('C').mql('2026-01-05T09:00Z').rejected('2026-01-06T09:00Z').facts,
      ...aLeadStory('D').mql('2026-01-05T09:00Z').facts,
      ...aLeadStory('E').mql('2026-01-05T09:00Z').facts,
      ...more,
    ]);
    return ctx;
  }

  const excuses = [
    anExcuse('B', '2026-01-05T09:00Z', 'our outage'),
    anExcuse('D', '2026-01-05T09:00Z', 'our outage'),
    anExcuse('E', '2026-01-05T09:00Z', 'duplicate'),
  ];

  it('count for whoever held the lead when its time ran out', async () => {
    const ctx = await aMonth();
    const breachNotedAt = new Date('2026-01-05T17:00Z');
    for (const leadId of ['B', 'C', 'D', 'E']) await change(ctx, leadId, { holderId: 'U2' });
    await change(ctx, 'B', { breachNotedAt, breachHolderId: 'U1' });
    await change(ctx, 'C', { breachNotedAt, breachHolderId: null });
    const { rows } = await runReport(ctx, { name: 'reps', period: JANUARY });
    const brief = rows.map(({ key, decided, late, never }) => ({ key, decided, late, never }));
    expect(brief.sort((a, b) => String(a.key).localeCompare(String(b.key)))).toEqual([
      { key: null, decided: 0, late: 1, never: 0 },
      { key: 'U1', decided: 1, late: 1, never: 0 },
      { key: 'U2', decided: 2, late: 0, never: 2 },
    ]);
    const mine = await runReport(ctx, { name: 'waste', period: JANUARY, filters: { rep: 'U1' } });
    expect(mine).toMatchObject({ waste: 1, late: 1, lateAccepted: 1 });
    const asOf = await runReport(ctx, { name: 'reps', period: JANUARY, asOf: '2026-02-02' });
    expect(asOf.rows).toEqual(rows);
  });

  it('leave the waste once excused, and stay counted beside it with their reasons', async () => {
    const ctx = await aMonth(...excuses);
    expect(await runReport(ctx, { name: 'waste', period: JANUARY })).toMatchObject({
      ...{ handoffs: 5, late: 1, lateAccepted: 0, never: 0, waste: 1, share: 0.2, excused: 3 },
      excusedReasons: [
        { reason: 'our outage', count: 2 },
        { reason: 'duplicate', count: 1 },
      ],
    });
    expect(await runReport(ctx, { name: 'velocity', period: JANUARY })).toMatchObject({
      ...{ decided: 3, withinSla: 1, breached: 1, late: 1, never: 0, excused: 3 },
    });
    expect(await runReport(ctx, { name: 'pass-rate', period: JANUARY })).toMatchObject({
      cohort: { waste: 1 },
    });
    const { rows } = await runReport(ctx, { name: 'waste', period: JANUARY, by: 'source' });
    expect(rows).toMatchObject([{ waste: 1, excused: 3 }]);
  });

  it('are not part of the verdict once excused', async () => {
    const verdict = async (...facts: NewFact[]) => {
      const ctx = await aMonth(...facts);
      return (await runReport(ctx, { name: 'velocity', period: JANUARY })).kept;
    };
    expect(await verdict()).toBe(false);
    expect(await verdict(...excuses, anExcuse('C', '2026-01-05T09:00Z', 'spam'))).toBe(true);
  });

  it('are excused by a fact, which a report as of a date may not know yet', async () => {
    const ctx = await aMonth(...excuses);
    const waste = async (asOf: string) => {
      const { waste: wasted, excused } = await runReport(ctx, { name: 'waste', period: JANUARY, asOf });
      return [wasted, excused];
    };
    expect(await waste('2026-01-31')).toEqual([4, 0]);
    expect(await waste('2026-02-01')).toEqual([1, 3]);
  });

  it('count once for a lead handed over twice, and as excused only if none other is left', async () => {
    const again = aLeadStory('B').recycled('2026-01-07T09:00Z').mql('2026-01-08T09:00Z').facts;
    const distinct = async (...facts: NewFact[]) => {
      const ctx = await aMonth(...facts);
      return runReport(ctx, { name: 'waste', period: JANUARY, distinct: true });
    };
    expect(await distinct(...again, ...excuses)).toMatchObject({ handoffs: 5, waste: 2, excused: 2 });
    expect(await distinct(...excuses)).toMatchObject({ handoffs: 5, waste: 1, excused: 3 });
  });

  it('are told of in the digest unless excused', async () => {
    const at = new Date('2026-01-06T08:00:00Z');
    const yesterday = async (...facts: NewFact[]) => {
      const digest = await composeDigest(await aMonth(...facts), { at, timeZone: 'UTC', withCost: false });
      return digest.yesterday.notInTime;
    };
    expect(await yesterday()).toBe(4);
    expect(await yesterday(...excuses)).toBe(1);
  });

  it('keep the deadline that was promised in a report as of a date, unless another promise is asked for', async () => {
    const ctx = await aMonth();
    // Counted in the hours of its holder.
    await change(ctx, 'B', { dueAt: new Date('2026-01-06T12:00Z') });
    const late = async (options: object) =>
      (await runReport(ctx, { name: 'waste', period: JANUARY, ...options })).late;
    expect(await late({})).toBe(1);
    expect(await late({ asOf: '2026-02-02' })).toBe(1);
    expect(await late({ asOf: '2026-02-02', sla: { promise: '8h', wallClock: true } })).toBe(2);
  });

  it('of the first contact go by its own promise where there is one', async () => {
    const ctx = await aMonth();
    await ctx.db
      .update(slaPolicies)
      .set({ minutesToContact: 60 })
      .where(eq(slaPolicies.workspaceId, ctx.workspaceId));
    await recordStageChanges(ctx, [
      // Accepted at 10:00 and due at 17:00: reached at 10:30, at noon, and not at all.
      ...aLeadStory('F').mql('2026-01-07T09:00Z').sql('2026-01-07T10:00Z').contacted('2026-01-07T10:30Z')
        .facts,
      ...aLeadStory('G').mql('2026-01-07T09:00Z').sql('2026-01-07T10:00Z').contacted('2026-01-07T12:00Z')
        .facts,
      ...aLeadStory('H').mql('2026-01-07T09:00Z').sql('2026-01-07T10:00Z').facts,
    ]);
    const period = '2026-01-07';
    expect(await runReport(ctx, { name: 'waste', period })).toMatchObject({ acceptedNotContacted: 2 });
  });

  it('have no one promise where the policies of a list promise different things', async () => {
    const ctx = await aMonth();
    const promise = async (period: string) => {
      const { slaHours, promise: words } = await runReport(ctx, { name: 'velocity', period });
      return [slaHours, words];
    };
    expect(await promise(JANUARY)).toEqual([8, '8 hours around the clock']);
    const [last] = await ctx.db
      .select()
      .from(slaPolicies)
      .where(eq(slaPolicies.workspaceId, ctx.workspaceId));
    if (!last) throw new Error('a workspace has a policy');
    const demo = { field: 'source', is: 'any-of' as const, values: ['demo'] };
    await savePolicyList(ctx, [{ ...last, name: 'Demo', conditions: [demo], minutesToDecide: 60 }, last]);
    ctx.clock.set('2026-02-03T12:00:00Z');
    expect(await promise('2026-02-03')).toEqual([null, null]);
    await recordStageChanges(ctx, aLeadStory('F', { source: 'demo' }).mql('2026-02-03T09:00Z').facts);
    expect(await promise('2026-02-03')).toEqual([1, '1 hour around the clock']);
    await recordStageChanges(ctx, aLeadStory('G').mql('2026-02-03T09:00Z').facts);
    expect(await promise('2026-02-03')).toEqual([null, null]);
  });
});
