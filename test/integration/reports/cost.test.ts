import { expect, it } from 'vitest';
import type { Context } from '../../../src/context.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { recordSpend } from '../../../src/spend/record-spend.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { aWorkspace } from '../../support/workspaces.ts';

const Q1 = { name: 'cost', period: '2026-q1' } as const;

await forEachDatabase('cost', (database) => {
  /** Two working days promised (2.8 calendar days), and two leads measured at 30 and 30.4 days. */
  async function aQuarter() {
    const ctx = await aWorkspace(database(), { inWorkingTime: true, minutesToDecide: 960 });
    ctx.clock.set('2026-04-15T12:00:00Z');
    await recordStageChanges(ctx, [
      ...aLeadStory('A', { source: 'Ads', createdAt: '2025-12-06T00:00Z' })
        .mql('2026-01-05T00:00Z')
        .sql('2026-01-10T00:00Z').facts,
      ...aLeadStory('B', { source: 'ads ' })
        .lead('2025-12-05T14:24Z')
        .mql('2026-01-05T00:00Z')
        .sql('2026-01-10T00:00Z').facts,
      ...aLeadStory('C', { source: 'web' }).mql('2026-01-05T00:00Z').sql('2026-01-10T00:00Z').facts,
      ...aLeadStory('D', { source: 'web', createdAt: '2026-02-01T00:00Z' })
        .mql('2026-01-05T00:00Z')
        .sql('2026-03-31T23:00Z').facts,
      ...aLeadStory('E').mql('2026-02-05T00:00Z').facts,
    ]);
    return ctx;
  }

  const spent = (
    ctx: Context,
    ...entries: [fromOn: string, toOn: string, amount: string, channel?: string][]
  ) =>
    recordSpend(
      ctx,
      entries.map(([fromOn, toOn, amount, channel], index) => ({
        spendKey: `${index}`,
        fromOn,
        toOn,
        amount,
        channel,
      })),
    );

  it('shifts the window of the spend back by the measured lag, and says what that is made of', async () => {
    const ctx = await aQuarter();
    await spent(
      ctx,
      ['2025-11-28', '2025-11-29', '200'],
      ['2026-02-26', '2026-02-27', '20.02'],
      ['2026-03-31', '2026-04-01', '10'],
    );
    const { simple, advanced } = await runReport(ctx, Q1);
    expect(simple).toEqual({
      spend: '25.02',
      sqls: 4,
      costPerSql: '6.26',
      mqls: 5,
      costPerMql: '5.00',
      ...{ customers: null, costPerCustomer: null },
      spendDays: { covered: 3, of: 90 },
      window: { fromOn: '2026-01-01', toOn: '2026-04-01' },
    });
    // (30 + 30.4) / 2 + 2.8 = 33, without C, which has no start, and D, created after its MQL.
    expect(advanced).toMatchObject({
      lagDays: 33,
      lagFrom: 'measured',
      leadsMeasured: 2,
      leadsLeftOut: 2,
      window: { from: '2025-11-29T00:00:00.000Z', to: '2026-02-27T00:00:00.000Z' },
      spend: '110.01',
      sqls: 4,
      costPerSql: '27.50',
      spendDays: { covered: 2, of: 90 },
    });
    expect(advanced.measuredDays).toBeCloseTo(30.2, 9);
    expect(advanced.promisedDays).toBeCloseTo(2.8, 9);
  });

  it('takes a fixed lag as it is', async () => {
    const { advanced } = await runReport(await aQuarter(), { ...Q1, lagDays: 30 });
    expect(advanced).toMatchObject({
      lagDays: 30,
      lagFrom: 'fixed',
      window: { fromOn: '2025-12-02', toOn: '2026-03-02', to: '2026-03-02T00:00:00.000Z' },
    });
  });

  it('spreads an entry over its days without losing a cent', async () => {
    const ctx = await aQuarter();
    await spent(
      ctx,
      ['2025-12-31', '2026-01-02', '100'],
      ['2026-03-30', '2026-04-01', '100'],
      ['2026-02-01', '2026-02-07', '0.01'],
    );
    const { simple } = await runReport(ctx, Q1);
    expect(simple).toMatchObject({ spend: '133.34', costPerSql: '33.34', spendDays: { covered: 11 } });
  });

  it('matches channels to sources whatever their case, and smears nothing', async () => {
    const ctx = await aQuarter();
    await spent(
      ctx,
      ['2026-01-01', '2026-01-01', '60.00', ' ADS '],
      ['2026-01-02', '2026-01-02', '8', 'radio'],
      ['2026-01-03', '2026-01-03', '5'],
    );
    const { simple, unallocated, rows } = await runReport(ctx, { ...Q1, by: 'source' });
    expect(simple.spend).toBe('73.00');
    expect(unallocated).toBe('5.00');
    expect(rows?.map(({ key, simple: row }) => [key, row.spend, row.sqls, row.costPerSql, row.mqls])).toEqual(
      [
        ['Ads', '60.00', 2, '30.00', 2],
        ['web', '0.00', 2, null, 2],
        [null, '0.00', 0, null, 1],
        ['radio', '8.00', 0, null, 0],
      ],
    );
  });

  it('ends a running period now, for SQLs and spend alike', async () => {
    const ctx = await aQuarter();
    await spent(ctx, ['2026-01-01', '2026-04-30', '1200']);
    const answer = await runReport(ctx, { ...Q1, asOf: '2026-01-31', lagDays: 30 });
    expect(answer.simple).toMatchObject({
      spend: '310.00',
      sqls: 3,
      mqls: 4,
      spendDays: { covered: 31, of: 31 },
    });
    expect(answer.advanced.window).toMatchObject({ fromOn: '2025-12-02', toOn: '2026-01-02' });
    expect(answer.asOf).toBe('2026-02-01T00:00:00.000Z');
  });

  it('knows no cost without spend, and no lag without accepted leads', async () => {
    const ctx = await aQuarter();
    const { simple } = await runReport(ctx, Q1);
    expect(simple).toMatchObject({ spend: '0.00', costPerSql: null, spendDays: { covered: 0, of: 90 } });
    const { advanced } = await runReport(ctx, { ...Q1, period: '2024' });
    expect(advanced).toMatchObject({ lagDays: null, window: null, spend: null, costPerSql: null });
  });

  it('is refused by what spend does not have', async () => {
    await expect(runReport(await aQuarter(), { ...Q1, by: 'rep' })).rejects.toThrow('Use --by source');
  });
});
