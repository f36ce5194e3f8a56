import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import type { LeadsAnswer } from '../../../src/reports/leads.ts';
import { runReport } from '../../../src/reports/report.ts';
import type { ReportRequest } from '../../../src/reports/report-request.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { addMember, aWorkspace, type TestWorkspace } from '../../support/workspaces.ts';

type Leads = ReportRequest & { name: 'leads' };
const LEADS: Leads = { name: 'leads', period: '2026-q1' };
const idsOf = ({ leads }: LeadsAnswer) => leads.map(({ leadId, mqlAt }) => `${leadId} ${mqlAt}`);

/** Walks from the newest page to the oldest and back. */
async function walk(ctx: TestWorkspace, request: Leads, size: number) {
  const down: LeadsAnswer[] = [];
  let page: LeadsAnswer = await runReport(ctx, { ...request, page: { size } });
  for (;;) {
    down.push(page);
    const from = page.page?.older;
    if (!from) break;
    page = await runReport(ctx, { ...request, page: { size, from } });
  }
  const up: LeadsAnswer[] = [page];
  while (page.page?.newer) {
    page = await runReport(ctx, { ...request, page: { size, from: page.page.newer } });
    up.push(page);
  }
  return { down, up };
}

await forEachDatabase('lists of leads', (database) => {
  async function inApril() {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-04-15T12:00:00Z');
    return ctx;
  }

  it('come in pages, the newest first, and every lead stands on exactly one', async () => {
    const story = fc.record({ day: fc.nat(5), decided: fc.nat(5), lead: fc.nat(9) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(story, { minLength: 1, maxLength: 14 }),
        fc.constantFrom(undefined, 'open' as const, 'wasted' as const),
        fc.boolean(),
        async (stories, list, distinct) => {
          const ctx = await inApril();
          await recordStageChanges(
            ctx,
            stories.flatMap(({ day, decided, lead }, index) => {
              const opened = `2026-01-1${day}T0${index % 3}:00:00Z`;
              const told = aLeadStory(`L-${lead}-${index % 2}`).mql(opened);
              return (decided < 3 ? told.sql(`2026-02-0${decided + 1}T00:00:00Z`) : told).facts.map(
                (fact) => ({
                  ...fact,
                  eventId: `${fact.eventId} ${index}`,
                }),
              );
            }),
          );
          const request = { ...LEADS, list, distinct };
          const all = await runReport(ctx, request);
          const { down, up } = await walk(ctx, request, 3);
          expect(down.flatMap(idsOf)).toEqual(idsOf(all).toReversed());
          expect(up.toReversed().flatMap(idsOf).slice(-3)).toEqual(idsOf(all).toReversed().slice(-3));
          expect(up.at(-1)?.leads).toEqual(down[0]?.leads);
          expect(down.every(({ page }) => page?.total === all.leads.length)).toBe(true);
          expect(down.slice(0, -1).every(({ leads }) => leads.length === 3)).toBe(true);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('of open leads are about all that are, or those of a period', async () => {
    const ctx = await inApril();
    await addMember(ctx, 'U-ANN', { isRep: true });
    await recordStageChanges(ctx, [
      ...aLeadStory('old', { ownerEmail: 'U-ANN@corp.test' }).mql('2024-05-05T00:00Z').facts,
      ...aLeadStory('new').mql('2026-02-05T00:00Z').facts,
      ...aLeadStory('done').mql('2026-02-05T00:00Z').sql('2026-02-06T00:00Z').facts,
    ]);
    const open = async (request: Omit<ReportRequest, 'name'>) =>
      (await runReport(ctx, { ...request, name: 'leads', list: 'open' })).leads.map(({ leadId }) => leadId);
    expect(await open({})).toEqual(['old', 'new']);
    expect(await open({ period: '2026-q1' })).toEqual(['new']);
    expect(await open({ filters: { rep: 'U-ANN' } })).toEqual(['old']);
    expect(await open({ asOf: '2026-02-05' })).toEqual(['old', 'done', 'new']);
  });

  it('of wasted leads are those that the waste report counts', async () => {
    const ctx = await inApril();
    await recordStageChanges(ctx, [
      ...aLeadStory('late').mql('2026-01-05T00:00Z').rejected('2026-02-06T00:00Z').facts,
      ...aLeadStory('never').mql('2026-01-06T00:00Z').facts,
      ...aLeadStory('kept').mql('2026-01-07T09:00Z').sql('2026-01-07T09:30Z').facts,
    ]);
    const { leads } = await runReport(ctx, { ...LEADS, list: 'wasted' });
    expect(leads.map(({ leadId, decidedAt }) => [leadId, decidedAt])).toEqual([
      ['late', '2026-02-06T00:00:00.000Z'],
      ['never', null],
    ]);
    expect(leads.every(({ dueAt }) => dueAt !== undefined && dueAt > '2026-01-05')).toBe(true);
    expect((await runReport(ctx, { name: 'waste', period: '2026-q1' })).waste).toBe(leads.length);
    await expect(runReport(ctx, { name: 'waste', list: 'open' })).rejects.toThrow(
      'It goes with leads: leads open.',
    );
  });

  it('of entries into another stage come in pages too', async () => {
    const ctx = await inApril();
    const facts = ['a', 'b', 'c', 'd'].flatMap(
      (leadId, day) =>
        aLeadStory(leadId)
          .mql('2026-01-05T00:00Z')
          .rejected(`2026-01-0${day + 6}T00:00Z`).facts,
    );
    await recordStageChanges(ctx, facts);
    const { down } = await walk(ctx, { ...LEADS, stage: 'rejected' }, 3);
    expect(down.map(({ leads }) => leads.map(({ leadId }) => leadId))).toEqual([['d', 'c', 'b'], ['a']]);
  });
});
