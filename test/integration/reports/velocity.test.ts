import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { handoffs } from '../../../src/db/schema.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { recordSpend } from '../../../src/spend/record-spend.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { aWorkspace } from '../../support/workspaces.ts';

const JANUARY = '2026-01';

await forEachDatabase('velocity and waste', (database) => {
  async function aMonth() {
    const ctx = await aWorkspace(database(), { inWorkingTime: true });
    ctx.clock.set('2026-02-02T12:00:00Z');
    await recordStageChanges(ctx, [
      // Monday 09:00 to 10:00, to Tuesday 17:00 sharp (two days of work), to the next Monday; and one never.
      ...aLeadStory('A', { ownerEmail: 'Ann@corp.test' })
        .lead('2026-01-03T09:00Z')
        .mql('2026-01-05T09:00Z')
        .contacted('2026-01-05T09:30Z')
        .sql('2026-01-05T10:00Z').facts,
      ...aLeadStory('B', { ownerEmail: 'ann@corp.test ' })
        .mql('2026-01-05T09:00Z')
        .sql('2026-01-06T17:00Z', 'U-BOB').facts,
      ...aLeadStory('C', { createdAt: '2026-01-01T09:00Z' })
        .mql('2026-01-05T09:00Z')
        .rejected('2026-01-12T10:00Z').facts,
      ...aLeadStory('D').mql('2026-01-12T09:00Z').facts,
      ...aLeadStory('E').mql('2026-01-12T09:00Z').enters('lead', '2026-01-20T09:00Z').facts,
    ]);
    return ctx;
  }

  it('measures decisions in calendar and working hours, and counts those without one that are overdue', async () => {
    const answer = await runReport(await aMonth(), { name: 'velocity', period: JANUARY });
    // Calendar hours 1, 32 and 169; working hours 1, 16 and 41.
    expect(answer).toMatchObject({
      handoffs: 5,
      decided: 3,
      decisionHours: { mean: 202 / 3, median: 32, p90: 141.6 },
      workingHours: { mean: 58 / 3, median: 16, p90: 36 },
      slaHours: 8,
      promise: '1 working day',
      withinSla: 1,
      breached: 3,
      late: 2,
      never: 1,
      kept: false,
      leadToMqlDays: { mean: 3, median: 3, p90: 3.8 },
      firstResponse: { withinHour: 1, share: 0.2 },
      contacted: { withinHour: 1, share: 0.2 },
    });
  });

  it('judges by another promise when asked, and leaves the stored one alone', async () => {
    const ctx = await aMonth();
    const within = async (sla: { promise: string; wallClock?: boolean; hours?: string }) => {
      const { withinSla, never, slaHours, kept } = await runReport(ctx, {
        name: 'velocity',
        period: JANUARY,
        sla,
      });
      return { withinSla, never, slaHours, kept };
    };
    expect(await within({ promise: '2d' })).toEqual({ withinSla: 2, never: 1, slaHours: 16, kept: false });
    expect(await within({ promise: '31h', wallClock: true })).toEqual({
      withinSla: 1,
      never: 1,
      slaHours: 31,
      kept: false,
    });
    expect(await within({ promise: '1d', hours: 'Mon-Sun 00:00-24:00' })).toMatchObject({
      withinSla: 1,
      slaHours: 24,
    });
    const rows = await ctx.db.select().from(handoffs).where(eq(handoffs.workspaceId, ctx.workspaceId));
    expect(
      rows
        .filter((row) => row.decidedAt && row.decidedAt > row.dueAt)
        .map((row) => row.leadId)
        .sort(),
    ).toEqual(['B', 'C', 'E']);
  });

  it('decides a tie by the median of the shares of the promise that were used', async () => {
    const ctx = await aWorkspace(database(), { inWorkingTime: false });
    ctx.clock.set('2026-02-02T12:00:00Z');
    await recordStageChanges(ctx, [
      ...aLeadStory('A').mql('2026-01-05T00:00Z').sql('2026-01-05T07:00Z').facts,
      ...aLeadStory('B').mql('2026-01-05T00:00Z').sql('2026-01-05T08:30Z').facts,
    ]);
    const velocity = { name: 'velocity', period: JANUARY } as const;
    expect(await runReport(ctx, velocity)).toMatchObject({ withinSla: 1, late: 1, kept: true });
    await recordStageChanges(ctx, [
      ...aLeadStory('C').mql('2026-01-05T00:00Z').sql('2026-01-05T07:10Z').facts,
      ...aLeadStory('D').mql('2026-01-05T00:00Z').sql('2026-01-05T09:00Z').facts,
    ]);
    // 7:10 and 8:30 are the middle ones: 7:50.
    expect(await runReport(ctx, velocity)).toMatchObject({ withinSla: 2, late: 2, kept: true });
    await recordStageChanges(ctx, aLeadStory('E').mql('2026-01-05T00:00Z').sql('2026-01-05T08:51Z').facts);
    await recordStageChanges(ctx, aLeadStory('F').mql('2026-01-05T00:00Z').sql('2026-01-05T07:40Z').facts);
    // 7:40 and 8:30: 8:05.
    expect(await runReport(ctx, velocity)).toMatchObject({ withinSla: 3, late: 3, kept: false });
  });

  it('counts the breach for who held the lead and the decision for who made it', async () => {
    const ctx = await aMonth();
    const { rows } = await runReport(ctx, { name: 'reps', period: JANUARY });
    const brief = rows.map(({ key, decided, accepted, handoffs: held, late, never }) => ({
      key,
      decided,
      accepted,
      held,
      late,
      never,
    }));
    expect(brief).toEqual([
      { key: null, decided: 1, accepted: 0, held: 3, late: 1, never: 1 },
      { key: 'U-BOB', decided: 1, accepted: 1, held: 0, late: 0, never: 0 },
      { key: 'ann@corp.test', decided: 1, accepted: 1, held: 2, late: 1, never: 0 },
    ]);
    const mine = await runReport(ctx, { name: 'waste', period: JANUARY, filters: { rep: 'ann@corp.test' } });
    expect(mine).toMatchObject({ handoffs: 2, waste: 1, late: 1, lateAccepted: 1 });
  });

  it('prices waste at the cost per MQL of the period', async () => {
    const ctx = await aMonth();
    const spend = { spendKey: 's', fromOn: '2026-01-01', toOn: '2026-02-09', amount: '4000.00' };
    await recordSpend(ctx, [spend]);
    // 31 of 40 days: 3,100 for 5 MQLs, of which 3 are waste.
    expect(await runReport(ctx, { name: 'waste', period: JANUARY })).toMatchObject({
      handoffs: 5,
      late: 2,
      lateAccepted: 1,
      never: 1,
      waste: 3,
      share: 0.6,
      money: '1860.00',
      acceptedNotContacted: 1,
      contacted: 1,
    });
    expect(await runReport(ctx, { name: 'waste', period: JANUARY, withCost: false })).toMatchObject({
      money: null,
    });
  });
});
