import { expect, it } from 'vitest';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { anUndo, aStage } from '../../support/facts.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { addMember, aWorkspace } from '../../support/workspaces.ts';

const LEADS = { name: 'leads', period: '2026-q1' } as const;

await forEachDatabase('lists of leads', (database) => {
  it('are the accepted handoffs in the order of acceptance, ties by lead', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-04-15T12:00:00Z');
    await addMember(ctx, 'U-ANN', { isRep: true });
    await recordStageChanges(ctx, [
      ...aLeadStory('b').mql('2026-01-05T00:00Z').sql('2026-01-06T00:00Z').facts,
      ...aLeadStory('B').mql('2026-01-05T00:00Z').sql('2026-01-06T00:00Z').facts,
      ...aLeadStory('a', { name: 'Ada', company: 'Acme', source: 'ads', ownerEmail: 'U-ANN@corp.test' })
        .mql('2026-01-04T00:00Z')
        .sql('2026-01-07T00:00Z')
        .enters('won', '2026-02-01T00:00Z').facts,
    ]);
    const { leads } = await runReport(ctx, LEADS);
    expect(leads.map((lead) => lead.leadId)).toEqual(['B', 'b', 'a']);
    expect(leads[2]).toEqual({
      leadId: 'a',
      name: 'Ada',
      company: 'Acme',
      source: 'ads',
      rep: 'U-ANN',
      repName: 'U-ANN',
      mqlAt: '2026-01-04T00:00:00.000Z',
      sqlAt: '2026-01-07T00:00:00.000Z',
      stage: 'won',
      enteredAt: '2026-01-07T00:00:00.000Z',
    });
    expect((await runReport(ctx, { ...LEADS, asOf: '2026-01-31' })).leads[2]).toMatchObject({ stage: 'sql' });
  });

  it('are the entries into another stage, without repetitions and what an undo voids', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-04-15T12:00:00Z');
    const wrong = aStage('rejected', new Date('2026-01-06T00:00Z'), { leadId: 'U' });
    await recordStageChanges(ctx, [
      ...aLeadStory('A')
        .mql('2026-01-05T00:00Z')
        .rejected('2026-01-06T00:00Z')
        .rejected('2026-01-07T00:00Z')
        .mql('2026-01-08T00:00Z')
        .rejected('2026-01-09T00:00Z').facts,
      ...aLeadStory('U').mql('2026-01-05T00:00Z').facts,
      wrong,
      anUndo(wrong, new Date('2026-01-06T00:05Z')),
      ...aLeadStory('O').mql('2025-01-05T00:00Z').rejected('2025-01-06T00:00Z').facts,
    ]);
    const entries = async (distinct: boolean) =>
      (await runReport(ctx, { ...LEADS, stage: 'rejected', distinct })).leads.map((lead) => [
        lead.leadId,
        lead.enteredAt.slice(0, 10),
      ]);
    expect(await entries(false)).toEqual([
      ['A', '2026-01-06'],
      ['A', '2026-01-09'],
    ]);
    expect(await entries(true)).toEqual([['A', '2026-01-09']]);
    const mqls = await runReport(ctx, { ...LEADS, stage: 'mql' });
    expect(mqls.leads.map((lead) => lead.leadId)).toEqual(['A', 'U', 'A']);
  });

  it('tell why MQLs were turned down, most frequent first', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-04-15T12:00:00Z');
    await recordStageChanges(ctx, [
      ...aLeadStory('A').mql('2026-01-05T00:00Z').rejected('2026-01-06T00:00Z', 'no_fit').facts,
      ...aLeadStory('B').mql('2026-01-05T00:00Z').recycled('2026-01-06T00:00Z', 'no_fit').facts,
      ...aLeadStory('C').mql('2026-01-05T00:00Z').rejected('2026-01-06T00:00Z').facts,
      ...aLeadStory('D').mql('2026-01-05T00:00Z').rejected('2026-01-06T00:00Z', 'Too small').facts,
    ]);
    expect(await runReport(ctx, { name: 'reasons', period: '2026-q1' })).toMatchObject({
      turnedDown: 4,
      rows: [
        { key: 'no_fit', label: 'Not our kind of customer', count: 2, share: 0.5 },
        { key: 'Too small', label: null, count: 1, share: 0.25 },
        { key: null, label: null, count: 1, share: 0.25 },
      ],
    });
  });

  it('leave the goal open while none is set, and measure the pace', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-01-09T13:00:00Z');
    await recordStageChanges(ctx, aLeadStory('A').mql('2026-01-05T00:00Z').facts);
    // 1 January is a Thursday: 22 working days, of which 6.5 have passed.
    expect(await runReport(ctx, { name: 'goal', period: '2026-01' })).toMatchObject({
      metric: 'mqls',
      target: null,
      actual: 1,
      expectedByNow: null,
      perWorkingDayNeeded: null,
      perWorkingDayActual: 1 / 6.5,
      forecast: 3,
      workingDays: { passed: 6.5, of: 22 },
    });
  });
});
