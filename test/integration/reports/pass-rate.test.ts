import { expect, it } from 'vitest';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { anUndo, aStage } from '../../support/facts.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { aWorkspace } from '../../support/workspaces.ts';

const Q1 = { name: 'pass-rate', period: '2026-q1' } as const;

await forEachDatabase('pass rate', (database) => {
  async function aQuarter() {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-04-15T12:00:00Z');
    await recordStageChanges(ctx, [
      ...aLeadStory('A', { source: 'ads' }).mql('2025-12-20T09:00Z').sql('2026-01-10T09:00Z').facts,
      ...aLeadStory('B', { source: 'ads' })
        .mql('2026-01-05T09:00Z')
        .sql('2026-01-05T10:00Z')
        .enters('lost', '2026-02-01T09:00Z').facts,
      ...aLeadStory('C', { source: 'web' }).mql('2026-01-06T09:00Z').rejected('2026-01-08T09:00Z').facts,
      ...aLeadStory('D', { source: ' ' }).mql('2026-01-07T09:00Z').facts,
      ...aLeadStory('E', { source: 'web' }).mql('2026-03-31T23:59:59Z').sql('2026-04-01T00:00Z').facts,
      ...aLeadStory('F', { source: 'web' }).mql('2026-02-01T09:00Z').enters('lead', '2026-02-02T09:00Z')
        .facts,
      ...aLeadStory('G').sql('2026-02-01T09:00Z').facts,
      ...aLeadStory('H', { source: 'web' }).mql('2026-04-01T00:00Z').facts,
      ...aLeadStory('I', { source: 'web' })
        .mql('2026-01-01T00:00Z')
        .recycled('2026-01-02T00:00Z')
        .mql('2026-02-01T00:00Z')
        .sql('2026-02-01T01:00Z').facts,
    ]);
    return ctx;
  }

  it('counts the cohort by opening and the flow by decision, half-open', async () => {
    const { cohort, flow, period, asOf } = await runReport(await aQuarter(), Q1);
    expect(period).toEqual({
      label: 'Q1 2026',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-04-01T00:00:00.000Z',
      timeZone: 'UTC',
    });
    expect(asOf).toBe('2026-04-15T12:00:00.000Z');
    // B, C, D, E, F and I twice. C and I's first were decided late, D never.
    expect(cohort).toEqual({
      mqls: 7,
      accepted: 3,
      rejected: 1,
      recycled: 1,
      withdrawn: 1,
      open: 1,
      waste: 3,
      passRate: 3 / 7,
      decidedRate: 3 / 5,
      sinceAccepted: { rejected: 0, recycled: 0, lost: 1 },
    });
    expect(flow).toEqual({ mqls: 7, sqls: 3, passRate: 3 / 7, mqlsPerSql: 7 / 3, sqlsWithoutMql: 1 });
  });

  it('shows a row per source, null where it is blank, and names SQLs without MQL there', async () => {
    const { rows } = await runReport(await aQuarter(), { ...Q1, by: 'source' });
    const brief = rows?.map(({ key, cohort, flow }) => [
      key,
      cohort.mqls,
      cohort.accepted,
      flow.sqls,
      flow.sqlsWithoutMql,
    ]);
    expect(brief).toEqual([
      ['web', 5, 2, 1, 0],
      ['ads', 1, 1, 2, 0],
      [null, 1, 0, 0, 1],
    ]);
  });

  it('counts leads instead of handoffs when asked', async () => {
    const { cohort, flow } = await runReport(await aQuarter(), { ...Q1, distinct: true });
    expect(cohort).toMatchObject({
      mqls: 6,
      accepted: 3,
      rejected: 1,
      recycled: 0,
      withdrawn: 1,
      open: 1,
      waste: 3,
    });
    expect(flow).toMatchObject({ mqls: 6, sqls: 3 });
  });

  it('begins days in the zone asked for', async () => {
    const answer = await runReport(await aQuarter(), { ...Q1, timeZone: 'Pacific/Kiritimati' });
    expect(answer.period).toMatchObject({ from: '2025-12-31T10:00:00.000Z', timeZone: 'Pacific/Kiritimati' });
    expect(answer.cohort).toMatchObject({ mqls: 6, accepted: 2 });
  });

  it('is no data where nothing was handed over', async () => {
    const { cohort, flow } = await runReport(await aQuarter(), { ...Q1, period: '2024' });
    expect(cohort).toMatchObject({ mqls: 0, passRate: null, decidedRate: null });
    expect(flow).toEqual({ mqls: 0, sqls: 0, passRate: null, mqlsPerSql: null, sqlsWithoutMql: 0 });
  });

  it('leaves out a handoff that turned out never to have been', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-04-15T12:00:00Z');
    const sql = aStage('sql', new Date('2026-01-06T00:00Z'), { leadId: 'A' });
    await recordStageChanges(ctx, [
      ...aLeadStory('A').mql('2026-01-05T00:00Z').mql('2026-01-07T00:00Z').facts,
      sql,
    ]);
    expect((await runReport(ctx, Q1)).cohort.mqls).toBe(2);
    await recordStageChanges(ctx, [anUndo(sql, new Date('2026-01-06T00:05Z'))]);
    expect((await runReport(ctx, Q1)).cohort).toMatchObject({ mqls: 1, accepted: 0, open: 1 });
  });
});
