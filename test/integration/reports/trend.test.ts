import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { trend } from '../../../src/reports/trend.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { addMember, aWorkspace } from '../../support/workspaces.ts';

await forEachDatabase('the trend', (database) => {
  async function aYear() {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-11-20T12:00:00Z');
    return ctx;
  }

  it('counts by local month, SQLs by the date of the decision', async () => {
    const ctx = await aYear();
    await recordStageChanges(ctx, [
      // The last hour of January in Berlin, and the first of February there.
      ...aLeadStory('A').mql('2026-01-31T22:30:00Z').sql('2026-01-31T23:00:00Z').facts,
      ...aLeadStory('B').mql('2026-01-31T23:30:00Z').sql('2026-04-01T09:00:00Z').facts,
      ...aLeadStory('C').mql('2026-03-10T09:00:00Z').facts,
      ...aLeadStory('D').mql('2025-12-10T09:00:00Z').sql('2026-01-05T09:00:00Z').facts,
    ]);
    const found = await trend(ctx, { name: 'summary', period: '2026-q1', timeZone: 'Europe/Berlin' });
    expect(found?.unit).toBe('month');
    expect(
      found?.points.map(({ label, mqls, accepted, sqls, waste }) => [label, mqls, accepted, sqls, waste]),
    ).toEqual([
      ['Jan 2026', 1, 1, 1, 0],
      ['Feb 2026', 1, 1, 1, 1],
      ['Mar 2026', 1, 0, 0, 1],
    ]);
    expect(found?.points[2]).toMatchObject({
      from: '2026-02-28T23:00:00.000Z',
      to: '2026-03-31T22:00:00.000Z',
      passRate: 0,
    });
  });

  it('is there for periods longer than a month, as far as they have run', async () => {
    const ctx = await aYear();
    const of = async (period: string) => (await trend(ctx, { name: 'summary', period }))?.points;
    expect(await of('2026-10')).toBeUndefined();
    expect(await of('last 30 days')).toBeUndefined();
    expect((await of('2026'))?.map(({ label }) => label)).toHaveLength(11);
    expect((await of('2026-01-15..2026-02-20'))?.map(({ from }) => from.slice(0, 10))).toEqual([
      '2026-01-15',
      '2026-02-01',
    ]);
    expect((await of('2024-01-01..2026-10-31'))?.[0]?.label).toBe('Q1 2024');
    expect((await of('2000-01-01..2026-10-31'))?.map(({ label }) => label)).toHaveLength(20);
    expect(await of('2027')).toBeUndefined();
  });

  it('stands in the answers that it belongs to, and adds up to their figures', async () => {
    const moment = fc
      .integer({ min: 0, max: 330 })
      .map((day) => new Date(Date.UTC(2025, 11, 1, 6 + day * 21)));
    const stories = fc.array(
      fc.record({ mqlAt: moment, days: fc.nat(20), state: fc.constantFrom('sql', 'rejected', '') }),
      {
        minLength: 5,
        maxLength: 25,
      },
    );
    await fc.assert(
      fc.asyncProperty(stories, fc.boolean(), fc.boolean(), async (leads, distinct, ofOneRep) => {
        const ctx = await aYear();
        await addMember(ctx, 'U-ANN', { isRep: true });
        await recordStageChanges(
          ctx,
          leads.flatMap(({ mqlAt, days, state }, index) => {
            const story = aLeadStory(`L-${index % 9} ${mqlAt.toISOString()}`).mql(mqlAt.toISOString(), {
              ownerEmail: index % 2 ? 'U-ANN@corp.test' : 'ben@corp.test',
            });
            const at = new Date(mqlAt.getTime() + (1 + days) * 86_400_000).toISOString();
            return (
              state === 'sql'
                ? story.sql(at, index % 3 ? 'U-ANN' : 'U-BEN')
                : state === 'rejected'
                  ? story.rejected(at)
                  : story
            ).facts;
          }),
        );
        const request = {
          ...{ period: '2026-01-01..2026-09-30', distinct, timeZone: 'America/New_York' },
          filters: ofOneRep ? { rep: 'U-ANN' } : {},
        };
        const { cohort, flow, trend: drawn } = await runReport(ctx, { name: 'pass-rate', ...request });
        const sum = (figure: 'mqls' | 'accepted' | 'waste' | 'sqls') =>
          drawn?.points.reduce((all, point) => all + point[figure], 0);
        expect([sum('mqls'), sum('accepted'), sum('waste'), sum('sqls')]).toEqual([
          cohort.mqls,
          cohort.accepted,
          cohort.waste,
          flow.sqls,
        ]);
        expect(await runReport(ctx, { name: 'velocity', ...request })).not.toHaveProperty('trend');
        expect(await runReport(ctx, { name: 'pass-rate', by: 'source', ...request })).not.toHaveProperty(
          'trend',
        );
      }),
      { numRuns: 8 },
    );
  });
});
