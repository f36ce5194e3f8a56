import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Context } from '../../../src/context.ts';
import type { NewFact } from '../../../src/leads/fact.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { REPORT_NAMES, type ReportName, type ReportRequest } from '../../../src/reports/report-request.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aStage } from '../../support/facts.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { aWorkspace } from '../../support/workspaces.ts';

const NOW = '2026-05-01T00:00:00Z';
const LAST_DAY = '2026-04-30';
const PERIOD = { period: '2026-q1' } as const;

/** Leads that wander through the stages in the weeks around a quarter. */
const someFacts = fc
  .array(
    fc.record({
      lead: fc.integer({ min: 1, max: 6 }),
      stage: fc.constantFrom('mql', 'mql', 'sql', 'lead', 'rejected', 'recycled', 'won' as const),
      hour: fc.integer({ min: 0, max: 24 * 110 }),
      source: fc.constantFrom(undefined, 'ads', 'web', ' '),
      owner: fc.constantFrom(undefined, 'ann@corp.test', 'bob@corp.test'),
      reason: fc.constantFrom(undefined, 'no_fit', 'spam'),
      actor: fc.constantFrom(undefined, 'U-ANN'),
    }),
    { minLength: 5, maxLength: 40 },
  )
  .map((steps) =>
    steps.map(({ lead, stage, hour, source, owner, reason, actor }, index): NewFact => {
      const occurredAt = new Date(Date.parse('2025-12-20T00:00:00Z') + hour * 3_600_000);
      return aStage(stage, occurredAt, {
        leadId: `L-${lead}`,
        eventId: `${index}`,
        lead: { ...(source !== undefined && { source }), ...(owner !== undefined && { ownerEmail: owner }) },
        ...(reason !== undefined && { reason }),
        ...(actor !== undefined && { actorId: actor }),
      });
    }),
  );

const someOptions = fc.record({
  names: fc.shuffledSubarray([...REPORT_NAMES], { minLength: 2, maxLength: 3 }),
  by: fc.constantFrom(undefined, 'source', 'campaign', 'rep', 'reason' as const),
  distinct: fc.boolean(),
});

await forEachDatabase('as of a date', (database) => {
  async function recordedIn(batches: readonly NewFact[][]) {
    const ctx = await aWorkspace(database(), { inWorkingTime: true });
    ctx.clock.set(NOW);
    for (const batch of batches) {
      await recordStageChanges(ctx, batch);
    }
    return ctx;
  }

  /** The JSON of each report. */
  async function someReports(
    ctx: Context,
    names: readonly ReportName[],
    options: Omit<ReportRequest, 'name'>,
  ) {
    const answers: string[] = [];
    for (const name of names) {
      const by = name === 'cost' && options.by !== 'source' ? undefined : options.by;
      answers.push(JSON.stringify(await runReport(ctx, { ...PERIOD, ...options, by, name })));
    }
    return answers;
  }

  it('answers as it would have been answered then', async () => {
    const story = aLeadStory('A').mql('2026-01-05T09:00Z').sql('2026-02-05T09:00Z');
    const ctx = await recordedIn([story.facts]);
    const january = await runReport(ctx, { name: 'pass-rate', ...PERIOD, asOf: '2026-01-31' });
    expect(january).toMatchObject({
      asOf: '2026-02-01T00:00:00.000Z',
      cohort: { open: 1, accepted: 0, waste: 1 },
    });
    const february = await runReport(ctx, { name: 'pass-rate', ...PERIOD, asOf: '2026-02-05' });
    expect(february).toMatchObject({ cohort: { open: 0, accepted: 1, waste: 1 }, flow: { sqls: 1 } });
    const current = await runReport(ctx, { name: 'pass-rate', asOf: '2026-03-31' });
    expect(current.period.label).toBe('Q1 2026');
  });

  it('knows what was learnt by then', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-02-01T12:00:00Z');
    await recordStageChanges(ctx, aLeadStory('A').mql('2026-01-05T09:00Z').facts);
    ctx.clock.set('2026-03-01T12:00:00Z');
    await recordStageChanges(ctx, aLeadStory('A').sql('2026-01-05T10:00Z').facts);
    const knownBy = async (date: string) => {
      const { cohort } = await runReport(ctx, { name: 'pass-rate', ...PERIOD, knownBy: date });
      return [cohort.mqls, cohort.accepted];
    };
    expect(await knownBy('2026-01-31')).toEqual([0, 0]);
    expect(await knownBy('2026-02-28')).toEqual([1, 0]);
    expect(await knownBy('2026-03-01')).toEqual([1, 1]);
  });

  it('says the same as the stored handoffs, byte by byte, whatever came first and however it was split', async () => {
    await fc.assert(
      fc.asyncProperty(
        someFacts,
        someOptions,
        fc.infiniteStream(fc.nat()),
        async (facts, { names, ...options }, random) => {
          const drawn = facts.map((fact) => ({ fact, rank: random.next().value ?? 0 }));
          const shuffled = drawn.sort((a, b) => a.rank - b.rank).map(({ fact }) => fact);
          const half = Math.floor(shuffled.length / 2);
          const whole = await recordedIn([facts]);
          const split = await recordedIn([shuffled.slice(0, half), shuffled.slice(half), facts]);
          const stored = await someReports(whole, names, options);
          expect(await someReports(whole, names, { ...options, asOf: LAST_DAY })).toEqual(stored);
          const february = { ...options, asOf: '2026-02-10' };
          expect(await someReports(split, names, february)).toEqual(
            await someReports(whole, names, february),
          );
        },
      ),
      { numRuns: 8 },
    );
  });

  it('has totals that are the sums of the rows', async () => {
    await fc.assert(
      fc.asyncProperty(someFacts, someOptions, async (facts, { by = 'source', distinct }) => {
        const request = { ...PERIOD, by, distinct };
        const ctx = await recordedIn([facts]);
        const rate = await runReport(ctx, { ...request, name: 'pass-rate' });
        for (const part of ['cohort', 'flow'] as const) {
          for (const [figure, total] of Object.entries(rate[part])) {
            if (!Number.isInteger(total) || /[Rr]ate|PerSql/.test(figure)) continue;
            const rows = rate.rows?.map(
              (row) => (row[part] as unknown as Record<string, number>)[figure] ?? 0,
            );
            expect([by, figure, sum(rows)]).toEqual([by, figure, total]);
          }
        }
        const { mqls, accepted, rejected, recycled, withdrawn, open } = rate.cohort;
        expect(accepted + rejected + recycled + withdrawn + open).toBe(mqls);
        const velocity = await runReport(ctx, { ...request, name: 'velocity' });
        for (const figure of ['handoffs', 'decided', 'withinSla', 'breached', 'never'] as const) {
          expect([by, figure, sum(velocity.rows?.map((row) => row[figure]))]).toEqual([
            by,
            figure,
            velocity[figure],
          ]);
        }
        const waste = await runReport(ctx, { ...request, name: 'waste' });
        expect(sum(waste.rows?.map((row) => row.waste))).toBe(waste.waste);
        expect([waste.waste, velocity.breached]).toEqual([rate.cohort.waste, rate.cohort.waste]);
      }),
      { numRuns: 12 },
    );
  });
});

function sum(values: readonly number[] | undefined): number {
  return (values ?? []).reduce((total, value) => total + value, 0);
}
