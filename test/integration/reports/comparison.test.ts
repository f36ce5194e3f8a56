import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewFact } from '../../../src/leads/fact.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { reportSentences } from '../../../src/reports/sentences/report-sentences.ts';
import { addSpend } from '../../../src/spend/add-spend.ts';
import { countingStatements } from '../../support/counting-statements.ts';
import { embeddedTestDatabase, forEachDatabase } from '../../support/databases.ts';
import { aStage } from '../../support/facts.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { addMember, as, aWorkspace } from '../../support/workspaces.ts';

/** Leads that wander through the stages for fourteen months. */
const someFacts = fc
  .array(
    fc.record({
      lead: fc.integer({ min: 1, max: 12 }),
      stage: fc.constantFrom('mql', 'mql', 'sql', 'lead', 'rejected', 'recycled' as const),
      hour: fc.integer({ min: 0, max: 24 * 416 }),
      source: fc.constantFrom(undefined, 'ads', 'web'),
      actor: fc.constantFrom(undefined, 'ANN'),
    }),
    { minLength: 20, maxLength: 80 },
  )
  .map((steps) =>
    steps.map(({ lead, stage, hour, source, actor }, index): NewFact => {
      return aStage(stage, new Date(Date.parse('2024-12-20T00:00:00Z') + hour * 3_600_000), {
        leadId: `L-${lead}`,
        eventId: `${index}`,
        lead: source === undefined ? {} : { source },
        ...(actor !== undefined && { actorId: actor }),
      });
    }),
  );

const NOW = '2026-02-10T00:00:00Z';

await forEachDatabase('comparison', (database) => {
  it('counts other periods as a report as of that age would', async () => {
    await fc.assert(
      fc.asyncProperty(
        someFacts,
        fc.constantFrom({}, { source: 'ads' }, { rep: 'ANN' }),
        fc.constantFrom(undefined, '2026-02-09'),
        fc.boolean(),
        async (facts, filters, asOf, distinct) => {
          const ctx = await aWorkspace(database());
          ctx.clock.set(NOW);
          await addMember(ctx, 'ANN', { isRep: true });
          await recordStageChanges(ctx, facts);
          const request = { period: '2026-q1', filters, distinct } as const;
          const { comparison } = await runReport(ctx, { ...request, name: 'velocity', asOf, compare: true });
          for (const [other, period, cutOn] of [
            [comparison?.previous, '2025-q4', '2025-11-09'],
            [comparison?.yearAgo, '2025-q1', '2025-02-09'],
          ] as const) {
            const then = { ...request, period, asOf: cutOn };
            const rate = await runReport(ctx, { ...then, name: 'pass-rate' });
            const speed = await runReport(ctx, { ...then, name: 'velocity' });
            const waste = await runReport(ctx, { ...then, name: 'waste' });
            const { mqls, accepted, passRate } = rate.cohort;
            const figures = { mqls, accepted, passRate, sqls: rate.flow.sqls, waste: waste.waste };
            const { withinSla, decisionHours } = speed;
            if (mqls === 0 && rate.flow.sqls === 0) expect(other).toBeNull();
            else {
              expect(other).toMatchObject({
                ...{ ...figures, wasteShare: waste.share, withinSla },
                medianDecisionHours: decisionHours.median,
                asOf: rate.asOf,
                period: rate.period,
              });
            }
          }
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  }, 120_000);

  it('stands beside the figures with the money of the same days, and small samples are named', async () => {
    const ctx = as(await aWorkspace(database()), 'BOSS', { isManager: true });
    ctx.clock.set(NOW);
    await recordStageChanges(ctx, [
      ...aLeadStory('A').mql('2026-01-05T09:00Z').sql('2026-01-05T10:00Z').facts,
      ...aLeadStory('B').mql('2026-01-06T09:00Z').facts,
      ...aLeadStory('C').mql('2025-10-06T09:00Z').sql('2025-11-05T09:00Z').facts,
      // Accepted after the 40th day, and handed over after it.
      ...aLeadStory('D').mql('2025-10-07T09:00Z').sql('2025-11-20T09:00Z').facts,
      ...aLeadStory('E').mql('2025-12-07T09:00Z').sql('2025-12-07T10:00Z').facts,
    ]);
    await addSpend(ctx, { fromOn: '2025-10-01', toOn: '2025-12-31', amount: '920.00' });
    const cost = await runReport(ctx, { name: 'cost', period: '2026-q1', compare: true });
    expect(cost.comparison).toMatchObject({
      previous: { period: { label: 'Q4 2025' }, mqls: 2, accepted: 1, spend: '400.00', costPerSql: '400.00' },
      yearAgo: null,
    });
    const rate = await runReport(ctx, { name: 'pass-rate', period: '2026-q1', compare: true });
    expect(reportSentences(rate)).toContain(
      'Pass rate 50.0 % (Q4 2025 at the same point: 50.0 %, small sample of 2; a year ago: no data).',
    );
    const early = await runReport(ctx, { name: 'waste', period: '2025-q4', compare: true });
    expect(early.comparison).toEqual({ previous: null, yearAgo: null });
    expect(reportSentences(early).join(' ')).toContain('Nothing to compare with');
    expect(await runReport(ctx, { name: 'waste', period: '2026-q1' })).not.toHaveProperty('comparison');
    const { comparison } = await runReport(ctx, {
      name: 'summary',
      period: '2026-q1',
      compare: true,
      withCost: false,
    });
    expect(comparison?.previous).toMatchObject({ mqls: 2 });
    expect(comparison?.previous?.spend).toBeUndefined();
  });
});

describe('comparison', () => {
  it('asks no more often with many leads than with few, and less for months that it knows', async () => {
    const { wrap, during } = countingStatements();
    const database = await embeddedTestDatabase(wrap);
    const ctx = await aWorkspace(database);
    ctx.clock.set(NOW);
    const ask = () =>
      during(async () => {
        await runReport(ctx, { name: 'summary', period: '2026-q1', compare: true });
      });
    const story = (leadId: string) =>
      aLeadStory(leadId).mql('2025-10-06T09:00Z').sql('2025-11-05T09:00Z').facts;
    await recordStageChanges(ctx, story('A'));
    const few = await ask();
    await recordStageChanges(ctx, Array.from({ length: 300 }, (_, index) => story(`L-${index}`)).flat());
    expect(await ask()).toBeLessThanOrEqual(few);
    const known = await ask();
    expect(await ask()).toBe(known);
    expect(known).toBeLessThan(few);
    await database.close();
  });
});
