import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NewFact } from '../../../src/leads/fact.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { BREAKDOWNS, type Breakdown } from '../../../src/reports/report-request.ts';
import { addSpend } from '../../../src/spend/add-spend.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aStage } from '../../support/facts.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { addMember, as, aWorkspace } from '../../support/workspaces.ts';

const Q1 = { period: '2026-q1' } as const;

/** Leads that wander through the stages, in values of any case and with blanks around them. */
const someFacts = fc
  .array(
    fc.record({
      lead: fc.integer({ min: 1, max: 6 }),
      stage: fc.constantFrom('mql', 'mql', 'sql', 'lead', 'rejected', 'recycled' as const),
      hour: fc.integer({ min: 0, max: 24 * 100 }),
      source: fc.constantFrom(undefined, 'ads', ' web '),
      campaign: fc.constantFrom(undefined, 'Spring 26', ' '),
      owner: fc.constantFrom(undefined, 'ann@corp.test', 'gone@corp.test'),
      reason: fc.constantFrom(undefined, 'no_fit', 'spam'),
      actor: fc.constantFrom(undefined, 'ANN'),
    }),
    { minLength: 5, maxLength: 40 },
  )
  .map((steps) =>
    steps.map(({ lead, stage, hour, source, campaign, owner, reason, actor }, index): NewFact => {
      return aStage(stage, new Date(Date.parse('2025-12-25T00:00:00Z') + hour * 3_600_000), {
        leadId: `L-${lead}`,
        eventId: `${index}`,
        lead: {
          ...(source !== undefined && { source }),
          ...(campaign !== undefined && { campaign }),
          ...(owner !== undefined && { ownerEmail: owner }),
        },
        ...(reason !== undefined && { reason }),
        ...(actor !== undefined && { actorId: actor }),
      });
    }),
  );

await forEachDatabase('filters', (database) => {
  async function aTeam(facts: readonly NewFact[]) {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-05-01T00:00:00Z');
    await addMember(ctx, 'ANN', { isRep: true });
    await recordStageChanges(ctx, [...facts]);
    return ctx;
  }

  it('give the same figures as the row of that value, in every report', async () => {
    await fc.assert(
      fc.asyncProperty(
        someFacts,
        fc.constantFrom(...BREAKDOWNS),
        fc.boolean(),
        fc.constantFrom(undefined, '2026-04-30'),
        async (facts, by: Breakdown, distinct, asOf) => {
          const ctx = await aTeam(facts);
          for (const name of ['pass-rate', 'velocity', 'waste'] as const) {
            const request = { ...Q1, name, distinct, asOf };
            const { rows } = await runReport(ctx, { ...request, by });
            for (const row of rows ?? []) {
              const { key, ...figures } = row;
              const filters = { [by]: key === null ? null : ` ${key.toUpperCase()} ` };
              const answer = await runReport(ctx, { ...request, filters });
              const { slaHours: _, promise: __, ...compared } = figures as Record<string, unknown>;
              expect([by, key, answer]).toMatchObject([by, key, compared]);
              expect(answer.filters?.[by]?.toLowerCase() ?? null).toBe(key?.toLowerCase() ?? null);
            }
          }
        },
      ),
      { numRuns: 5 },
    );
  }, 120_000);

  async function aQuarter() {
    const ctx = await aTeam([
      ...aLeadStory('A', { source: 'Webinar', campaign: 'spring 26', name: 'Ada' })
        .mql('2026-01-05T09:00Z')
        .sql('2026-01-05T10:00Z', 'ANN').facts,
      ...aLeadStory('B', { source: ' webinar', campaign: 'autumn' })
        .mql('2026-01-06T09:00Z')
        .rejected('2026-01-06T10:00Z', 'spam').facts,
      ...aLeadStory('C', { source: 'ads', ownerEmail: 'ann@corp.test' }).mql('2026-01-07T09:00Z').facts,
      ...aLeadStory('D', {}).mql('2026-01-08T09:00Z').recycled('2026-01-08T10:00Z', 'no_fit').facts,
      ...aLeadStory('E').sql('2026-02-01T09:00Z').facts,
    ]);
    return ctx;
  }

  it('are several at once, whatever the case and the blanks', async () => {
    const ctx = await aQuarter();
    const mqls = async (filters: object) => {
      const { cohort, flow } = await runReport(ctx, { ...Q1, name: 'pass-rate', filters });
      return [cohort.mqls, flow.sqls, flow.sqlsWithoutMql];
    };
    expect(await mqls({})).toEqual([4, 1, 1]);
    expect(await mqls({ source: ' WEBINAR ' })).toEqual([2, 1, 0]);
    expect(await mqls({ source: 'webinar', campaign: 'Spring 26' })).toEqual([1, 1, 0]);
    expect(await mqls({ source: null })).toEqual([1, 0, 1]);
    expect(await mqls({ reason: 'Spam or test' })).toEqual([1, 0, 0]);
    expect(await mqls({ rep: 'ann' })).toEqual([2, 1, 0]);
    expect(await mqls({ rep: 'Ann@corp.test', source: 'ads' })).toEqual([1, 0, 0]);
    expect(await mqls({ source: 'webinar', reason: null })).toEqual([1, 1, 0]);
    await recordStageChanges(ctx, aLeadStory('F', { source: 'None' }).mql('2026-01-09T09:00Z').facts);
    expect([await mqls({ source: 'none' }), await mqls({ source: null })]).toEqual([
      [1, 0, 0],
      [1, 0, 1],
    ]);
  });

  it('count a lead handed over twice once, under the handoff that counts for it', async () => {
    const ctx = await aTeam(
      aLeadStory('A')
        .mql('2026-01-05T09:00Z', { source: 'ads' })
        .recycled('2026-01-06T09:00Z')
        .mql('2026-01-07T09:00Z', { source: 'web' })
        .sql('2026-01-08T09:00Z').facts,
    );
    const mqls = async (source: string, distinct: boolean) => {
      const answer = await runReport(ctx, { ...Q1, name: 'pass-rate', distinct, filters: { source } });
      return [answer.cohort.mqls, answer.flow.sqls];
    };
    expect([await mqls('ads', false), await mqls('web', false)]).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect([await mqls('ads', true), await mqls('web', true)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('name a rep as people do, and say who is meant where nobody is', async () => {
    const ctx = await aQuarter();
    const { filters } = await runReport(ctx, { ...Q1, name: 'waste', filters: { rep: '<@ANN|ann>' } });
    expect(filters).toEqual({ rep: 'ANN', repName: 'ANN' });
    await expect(runReport(ctx, { ...Q1, name: 'waste', filters: { rep: 'Anna' } })).rejects.toThrow(
      'Nobody here is called "Anna". The nearest is ANN.',
    );
    expect((await runReport(ctx, { ...Q1, name: 'waste', filters: { rep: '@U0GONE9' } })).handoffs).toBe(0);
  });

  it('restrict lists of leads and entries into a stage', async () => {
    const ctx = await aQuarter();
    const ids = async (options: object) =>
      (await runReport(ctx, { ...Q1, name: 'leads', ...options })).leads.map((lead) => lead.leadId);
    expect(await ids({ filters: { source: 'webinar' } })).toEqual(['A']);
    expect(await ids({ filters: { source: 'ads' } })).toEqual([]);
    expect(await ids({ stage: 'mql', filters: { source: 'webinar' } })).toEqual(['A', 'B']);
    expect(await ids({ stage: 'rejected', filters: { reason: 'SPAM' } })).toEqual(['B']);
    expect(await ids({ stage: 'rejected', filters: { campaign: 'spring 26' } })).toEqual([]);
    expect(await ids({ stage: 'sql', filters: { rep: 'ann' } })).toEqual(['A']);
  });

  it('take the spend of the channel and campaign alone, and refuse what spend does not know', async () => {
    const ctx = as(await aQuarter(), 'BOSS', { isManager: true });
    const january = { fromOn: '2026-01-01', toOn: '2026-01-31' };
    await addSpend(ctx, { ...january, amount: '300.00', channel: 'WEBINAR', campaign: 'Spring 26' });
    await addSpend(ctx, { ...january, amount: '50.00', channel: 'webinar' });
    await addSpend(ctx, { ...january, amount: '7.00' });
    const spent = async (filters: object) => {
      const { simple } = await runReport(ctx, { ...Q1, name: 'cost', filters });
      return [simple.spend, simple.sqls, simple.costPerSql];
    };
    expect(await spent({})).toEqual(['357.00', 1, '357.00']);
    expect(await spent({ source: 'webinar' })).toEqual(['350.00', 1, '350.00']);
    expect(await spent({ campaign: 'spring 26' })).toEqual(['300.00', 1, '300.00']);
    expect(await spent({ source: null })).toEqual(['0.00', 0, null]);
    for (const filters of [{ rep: 'ann' }, { reason: 'spam' }]) {
      await expect(runReport(ctx, { ...Q1, name: 'cost', filters })).rejects.toThrow('Spend has a channel');
      expect((await runReport(ctx, { ...Q1, name: 'summary', filters })).cost).toBeNull();
    }
    const waste = await runReport(ctx, { ...Q1, name: 'waste', filters: { rep: 'ann' } });
    expect(waste).toMatchObject({ waste: 1, money: '89.25' });
  });

  it('must not be blank', async () => {
    const ctx = await aQuarter();
    await expect(runReport(ctx, { ...Q1, name: 'waste', filters: { source: ' ' } })).rejects.toThrow(
      'The filter source is blank.',
    );
  });
});
