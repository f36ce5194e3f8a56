import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { recordSpend } from '../../../src/spend/record-spend.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { someNewFacts } from '../../support/some-facts.ts';
import { aWorkspace } from '../../support/workspaces.ts';

const Q1 = { name: 'cost', period: '2026-q1' } as const;
/** Facts of the fixtures begin at nine; so shifted, midnight falls among them. */
const TO_MIDNIGHT_MS = -(9 * 60 + 6) * 60_000;

await forEachDatabase('customers', (database) => {
  it('are the leads that were won in the period, each once, and share the spend', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-04-15T12:00:00Z');
    await recordStageChanges(ctx, [
      ...aLeadStory('A', { source: 'ads' })
        .mql('2025-12-01T00:00Z')
        .sql('2025-12-02T00:00Z')
        .enters('won', '2026-01-10T00:00Z')
        .enters('won', '2026-01-11T00:00Z').facts,
      ...aLeadStory('B', { source: 'Ads' })
        .mql('2026-01-01T00:00Z')
        .enters('won', '2026-01-10T00:00Z')
        .enters('lost', '2026-02-10T00:00Z')
        .enters('won', '2026-03-10T00:00Z').facts,
      ...aLeadStory('C').enters('won', '2025-12-10T00:00Z').enters('won', '2026-01-10T00:00Z').facts,
      ...aLeadStory('D').mql('2026-01-01T00:00Z').enters('won', '2026-04-01T00:00Z').facts,
    ]);
    const day = { fromOn: '2026-01-01', toOn: '2026-01-01', channel: 'ADS' };
    await recordSpend(ctx, [{ ...day, spendKey: 'a', amount: '101' }]);
    const { simple, rows } = await runReport(ctx, { ...Q1, by: 'source' });
    expect(simple).toMatchObject({ customers: 2, costPerCustomer: '50.50' });
    expect(rows?.map(({ key, simple: row }) => [key, row.customers, row.costPerCustomer])).toEqual([
      ['Ads', 2, '50.50'],
      [null, 0, null],
    ]);
    const early = await runReport(ctx, { ...Q1, asOf: '2026-01-31' });
    expect(early.simple.customers).toBe(2);
    const none = await runReport(ctx, { ...Q1, period: '2024' });
    expect(none.simple).toMatchObject({ customers: 0, costPerCustomer: null });
  });

  it('are not known where no lead was ever won', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-04-15T12:00:00Z');
    await recordStageChanges(ctx, aLeadStory('A').mql('2026-01-01T00:00Z').sql('2026-01-02T00:00Z').facts);
    const { simple } = await runReport(ctx, Q1);
    expect(simple).toMatchObject({ customers: null, costPerCustomer: null });
  });

  it('are those that the fold says entered won, whatever was undone or came twice', async () => {
    const leadsOf = fc.tuple(...['A', 'B', 'C'].map((leadId) => someNewFacts({ leadId })));
    await fc.assert(
      fc.asyncProperty(leadsOf, async (leads) => {
        const ctx = await aWorkspace(database());
        ctx.clock.set('2026-02-01T12:00:00Z');
        const facts = leads.flat().map((fact) => ({
          ...fact,
          occurredAt: new Date(fact.occurredAt.getTime() + TO_MIDNIGHT_MS),
        }));
        if (facts.length > 0) await recordStageChanges(ctx, facts);
        for (const period of ['2026-01-04..2026-01-04', '2026-01-05..2026-01-05']) {
          for (const cut of [{}, { asOf: '2026-01-04' }]) {
            const { simple } = await runReport(ctx, { ...cut, name: 'cost', period });
            const won = await runReport(ctx, { ...cut, name: 'leads', stage: 'won', period });
            expect(simple.customers ?? 0).toBe(new Set(won.leads.map(({ leadId }) => leadId)).size);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});
