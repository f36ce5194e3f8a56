import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditLog } from '../../../src/db/schema.ts';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { runReport } from '../../../src/reports/report.ts';
import { reportSentences } from '../../../src/reports/sentences/report-sentences.ts';
import { listGoals, setGoals } from '../../../src/team/goals.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { as, aWorkspace, type TestWorkspace } from '../../support/workspaces.ts';

/** So many MQLs at noon of a day, the first of them accepted an hour later. */
function handedOver(on: string, mqls: number, accepted = 0) {
  return Array.from({ length: mqls }, (_, index) => {
    const story = aLeadStory(`${on}-${index}`, { source: index % 2 ? 'web' : 'ads' }).mql(`${on}T12:00Z`);
    return (index < accepted ? story.sql(`${on}T13:00Z`) : story.rejected(`${on}T14:00Z`)).facts;
  }).flat();
}

const sentencesOf = async (ctx: TestWorkspace, period: string) =>
  reportSentences(await runReport(ctx, { name: 'goal', period })).slice(0, -1);

await forEachDatabase('a goal', (database) => {
  it('holds from its month on, until another takes its place or 0 ends it', async () => {
    const ctx = await aWorkspace(database());
    const boss = as(ctx, 'U-BOSS', { isManager: true });
    await setGoals(boss, { mqls: 100, sqls: 20, fromMonth: '2026-01' });
    const change = await setGoals(boss, { mqls: 0, fromMonth: '2026-04' });
    expect(change).toMatchObject({ before: { mqls: 100, sqls: 20 }, after: { mqls: null, sqls: 20 } });
    const earlier = await setGoals(boss, { mqls: 150, sqls: 20, fromMonth: '2026-03' });
    expect(earlier.later).toEqual([{ metric: 'mqls', fromMonth: '2026-04-01', target: 0 }]);
    // 20 SQLs held in March already, so that a later change of January's goal still reaches it.
    expect((await listGoals(ctx)).filter((goal) => goal.metric === 'sqls')).toHaveLength(1);
    const target = async (period: string) => {
      const { target, sqls, goalMonths } = await runReport(ctx, { name: 'goal', period });
      return [target, sqls.target, goalMonths];
    };
    expect(await target('2025-12')).toEqual([null, null, { mqls: 0, sqls: 0, of: 1 }]);
    expect(await target('2026-q1')).toEqual([350, 60, { mqls: 3, sqls: 3, of: 3 }]);
    expect(await target('2026')).toEqual([350, 240, { mqls: 3, sqls: 12, of: 12 }]);
    // 5 of the 22 working days of January.
    expect((await target('2026-01-05..2026-01-11'))[0]).toBeCloseTo((100 * 5) / 22);
    expect((await target('2026-01-10..2026-01-11'))[0]).toBe(0);
    const audits = await ctx.db.select().from(auditLog).where(eq(auditLog.workspaceId, ctx.workspaceId));
    expect(audits.map(({ action, actorId }) => [action, actorId])).toEqual(
      Array.from({ length: 3 }, () => ['goals changed', 'U-BOSS']),
    );
    expect(await setGoals(boss, { sqls: null, fromMonth: '2027-01' })).toMatchObject({
      after: { sqls: null },
    });
  });

  it('is for managers, and names each field that cannot be', async () => {
    const ctx = await aWorkspace(database());
    await expect(
      setGoals(as(ctx, 'U-REP', { isRep: true }), { mqls: 1, fromMonth: '2026-01' }),
    ).rejects.toThrow('Only managers and admins can set goals.');
    const refused = (input: Parameters<typeof setGoals>[1]) =>
      setGoals(ctx, input).then(
        () => undefined,
        (error) => error.faults,
      );
    expect(await refused({ mqls: -1, sqls: 2.5, fromMonth: '2026-13' })).toEqual({
      mqls: expect.stringContaining('whole number from 0 to 1,000,000'),
      sqls: expect.stringContaining('whole number'),
      fromMonth: '“2026-13” is not a month. Write it as YYYY-MM, such as 2026-01.',
    });
    expect(await refused({ fromMonth: '2026-01' })).toEqual({
      mqls: expect.stringContaining('Say how many'),
    });
    expect(await refused({ mqls: Number.NaN, fromMonth: 'soon' })).toHaveProperty('mqls');
    expect(await listGoals(ctx)).toEqual([]);
  });

  it('is measured against what should be there by now, in working days', async () => {
    const ctx = await aWorkspace(database());
    await setGoals(ctx, { mqls: 44, sqls: 11, fromMonth: '2026-01' });
    ctx.clock.set('2026-01-16T17:00:00Z');
    await recordStageChanges(ctx, handedOver('2026-01-07', 20, 7));
    const answer = await runReport(ctx, { name: 'goal', period: '2026-01' });
    // 12 of 22 working days have passed.
    expect(answer).toMatchObject({
      metric: 'mqls',
      ...{ target: 44, actual: 20, expectedByNow: 24, perWorkingDayNeeded: 2.4 },
      ...{ perWorkingDayActual: 20 / 12, forecast: 37, forecastRange: { low: 30, high: 45 } },
      sqls: {
        metric: 'sqls',
        ...{ target: 11, actual: 7, expectedByNow: 6, perWorkingDayNeeded: 0.4 },
        ...{ perWorkingDayActual: 7 / 12, forecast: 13 },
      },
      need: null,
    });
    expect(await sentencesOf(ctx, '2026-01')).toEqual([
      'Jan 2026: 20 of 44 MQLs promised; 24 expected by now: 4 behind.',
      'Need 2.4 a working day, doing 1.7 (12 of 22 passed). At this pace it ends with 37, likely 30 to 45.',
      '7 of 11 SQLs promised; 6 expected by now: 1 ahead.',
      'Need 0.4 a working day, doing 0.6 (12 of 22 passed). At this pace it ends with 13, likely 9 to 18.',
    ]);
  });

  it('stands in no row and with no filter', async () => {
    const ctx = await aWorkspace(database());
    await setGoals(ctx, { mqls: 44, fromMonth: '2026-01' });
    ctx.clock.set('2026-01-16T17:00:00Z');
    await recordStageChanges(ctx, handedOver('2026-01-07', 5, 2));
    const { target, rows } = await runReport(ctx, { name: 'goal', period: '2026-01', by: 'source' });
    expect(target).toBe(44);
    expect(rows?.map((row) => [row.key, row.actual, row.sqls.actual, row.target, row.sqls.target])).toEqual([
      ['ads', 3, 1, null, null],
      ['web', 2, 1, null, null],
    ]);
    const ads = await runReport(ctx, { name: 'goal', period: '2026-01', filters: { source: 'ads' } });
    expect(ads).toMatchObject({ target: null, actual: 3, sqls: { actual: 1 } });
    expect(reportSentences(ads).join(' ')).toContain('Goals are those of the whole team');
  });

  it('is said of a period that is over, has not begun, is reached, or brought nothing', async () => {
    const ctx = await aWorkspace(database());
    await setGoals(ctx, { mqls: 10, fromMonth: '2026-01' });
    ctx.clock.set('2026-02-10T17:00:00Z');
    await recordStageChanges(ctx, [...handedOver('2026-01-07', 12), ...handedOver('2026-02-03', 0)]);
    expect((await sentencesOf(ctx, '2026-01')).slice(0, 2)).toEqual([
      'Jan 2026: 12 of 10 MQLs promised: reached.',
      '0.5 a working day (over 22 working days).',
    ]);
    expect(await runReport(ctx, { name: 'goal', period: '2026-01' })).toMatchObject({
      ...{ expectedByNow: 10, perWorkingDayNeeded: 0, forecast: 12, forecastRange: { low: 12, high: 12 } },
    });
    expect(await sentencesOf(ctx, '2026-03')).toEqual([
      'Mar 2026: it has not begun; promised: 10 MQLs (0.5 a working day).',
    ]);
    expect(await runReport(ctx, { name: 'goal', period: '2026-03' })).toMatchObject({
      ...{ expectedByNow: 0, perWorkingDayNeeded: 10 / 22, perWorkingDayActual: null },
      ...{ forecast: null, forecastRange: null },
    });
    expect(await runReport(ctx, { name: 'goal', period: '2026-02' })).toMatchObject({
      // 7 of 20 working days.
      ...{ actual: 0, expectedByNow: 3.5, perWorkingDayNeeded: 10 / 13, perWorkingDayActual: 0 },
      ...{ forecast: 0, forecastRange: { low: 0, high: 5 } },
    });
    expect((await sentencesOf(ctx, '2026-01-10..2026-01-11')).slice(0, 2)).toEqual([
      '10 – 11 Jan 2026: 0 MQLs; nothing of the goal falls on these days.',
      'The period has no working time.',
    ]);
    await setGoals(ctx, { mqls: 20, fromMonth: '2026-01' });
    expect((await sentencesOf(ctx, '2026-01'))[0]).toBe('Jan 2026: 12 of 20 MQLs promised: 8 short.');
    expect(await runReport(ctx, { name: 'goal', period: '2026-01' })).toMatchObject({
      perWorkingDayNeeded: null,
    });
    expect((await sentencesOf(ctx, '2025-q4')).at(-1)).toContain('/funnel goal set 120 mqls 40 sqls');
  });

  it('of SQLs says how many MQLs it takes, by the last quarter that is mature', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-01-20T17:00:00Z');
    await recordStageChanges(ctx, [
      ...handedOver('2025-05-06', 40, 10),
      ...handedOver('2025-08-05', 20, 8),
      // A tenth of the fourth quarter is open.
      ...handedOver('2025-11-04', 18, 9),
      ...aLeadStory('open-1').mql('2025-11-04T12:00Z').facts,
      ...aLeadStory('open-2').mql('2025-11-04T12:00Z').facts,
      ...handedOver('2026-01-07', 12, 3),
    ]);
    await setGoals(ctx, { sqls: 16, fromMonth: '2026-01' });
    const need = async (asOf?: string) =>
      (await runReport(ctx, { name: 'goal', period: '2026-q1', asOf })).need;
    // 14 of 64 working days have passed.
    const expected = { sqlTarget: 48, rate: 0.4, sample: 20, cohort: 'Q3 2025', mqlsNeeded: 120 };
    expect(await need()).toEqual({ ...expected, onCourseFor: 55, more: 65 });
    expect(await need('2026-01-20')).toEqual({ ...expected, onCourseFor: 55, more: 65 });
    expect(await sentencesOf(ctx, '2026-q1')).toContain(
      '48 SQLs at 40.0 % (Q3 2025, n = 20, a small sample) need 120 MQLs; on course for 55: 65 more.',
    );
    // On the day after, Q3 was the running one.
    const before = await runReport(ctx, { name: 'goal', period: '2026-q1', asOf: '2025-08-06' });
    expect(before.need).toEqual({
      ...{ sqlTarget: 48, rate: 0.4, sample: 20, cohort: 'Q3 2025', mqlsNeeded: 120 },
      ...{ onCourseFor: null, more: null },
    });
    await recordStageChanges(ctx, aLeadStory('open-1').sql('2026-01-19T12:00Z').facts);
    expect(await need()).toMatchObject({ rate: 0.5, sample: 20, cohort: 'Q4 2025', mqlsNeeded: 96 });
    expect(await need('2026-01-18')).toMatchObject({ cohort: 'Q3 2025' });
  });

  it('of SQLs is told apart from what none has ever been accepted of, and from no history', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-01-20T17:00:00Z');
    await setGoals(ctx, { sqls: 16, fromMonth: '2026-01' });
    expect(await runReport(ctx, { name: 'goal', period: '2026-q1' })).toMatchObject({ need: null });
    await recordStageChanges(ctx, handedOver('2025-11-04', 3));
    expect(await runReport(ctx, { name: 'goal', period: '2026-q1' })).toMatchObject({
      need: { rate: 0, sample: 3, cohort: 'Q4 2025', mqlsNeeded: null, more: null },
    });
    expect((await sentencesOf(ctx, '2026-q1')).join(' ')).toContain(
      'How many MQLs 48 SQLs need cannot be said: none of the 3 MQLs of Q4 2025 was accepted.',
    );
  });
});
