import { beforeAll, describe, expect, it } from 'vitest';
import { recordStageChanges } from '../../../src/leads/record-stage-changes.ts';
import { composeDigest } from '../../../src/reports/compose-digest.ts';
import { runReport } from '../../../src/reports/report.ts';
import { reportSentences } from '../../../src/reports/sentences/report-sentences.ts';
import { judgedSentences } from '../../../src/reports/sentences/scorecard-sentences.ts';
import { digestMessage } from '../../../src/slack/messages/digest-message.ts';
import { setGoals } from '../../../src/team/goals.ts';
import { aLeadStory } from '../../support/lead-stories.ts';
import { embeddedDatabaseOfSuite } from '../../support/run-app.ts';
import { aWorkspace, type TestWorkspace } from '../../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();
const JANUARY = { name: 'summary', period: '2026-01' } as const;

describe('the scorecard', () => {
  let ctx: TestWorkspace;

  /** Promised are eight hours of the wall clock: of four MQLs three are decided within them, one too late. */
  beforeAll(async () => {
    ctx = await aWorkspace(database());
    ctx.clock.set('2026-01-16T17:00:00Z');
    await recordStageChanges(ctx, [
      ...aLeadStory('A').mql('2026-01-07T09:00Z').sql('2026-01-07T10:00Z').facts,
      ...aLeadStory('B').mql('2026-01-07T09:00Z').rejected('2026-01-07T11:00Z').facts,
      ...aLeadStory('C').mql('2026-01-08T09:00Z').rejected('2026-01-08T10:00Z').facts,
      ...aLeadStory('D').mql('2026-01-08T09:00Z').rejected('2026-01-09T10:00Z').facts,
    ]);
  });

  const of = async (period: string) => {
    const answer = await runReport(ctx, { name: 'summary', period });
    const sentences = reportSentences(answer).filter((sentence) => /^(Marketing|Sales)\b/.test(sentence));
    return { ...answer.scorecard, sentences };
  };

  it('says that nothing is promised where no goal is set', async () => {
    expect(await of('2026-01')).toEqual({
      marketing: { promised: null, delivered: 4, expectedByNow: null, passRate: 0.25, kept: null },
      sales: { promise: '8 hours around the clock', withinSla: 3, judged: 4, share: 0.75, kept: true },
      sentences: [
        'Marketing: no goal is set, so there is no promise to judge.',
        'Sales keeps its promise: 3 of 4 decided within 8 hours around the clock (75.0 %).',
      ],
    });
  });

  it('judges marketing by what should be there by now', async () => {
    // 12 of 22 working days have passed.
    await setGoals(ctx, { mqls: 7, fromMonth: '2026-01' });
    const kept = await of('2026-01');
    expect(kept.marketing).toMatchObject({ promised: 7, delivered: 4, kept: true });
    expect(kept.marketing.expectedByNow).toBeCloseTo(3.818, 3);
    expect(kept.sentences[0]).toBe(
      'Marketing keeps its promise: 4 MQLs, 4 of 7 expected by now; 25.0 % accepted so far.',
    );
    await setGoals(ctx, { mqls: 8, fromMonth: '2026-01' });
    const behind = await of('2026-01');
    expect(behind.marketing).toMatchObject({ promised: 8, kept: false });
    expect(behind.sentences[0]).toContain('Marketing is behind its promise: 4 MQLs, 5 of 8 expected by now');
  });

  it('judges a period that is over by all of it, and none that has not begun', async () => {
    await setGoals(ctx, { mqls: 8, fromMonth: '2026-01' });
    const before = await of('2026-02');
    expect(before).toMatchObject({
      marketing: { promised: 8, delivered: 0, expectedByNow: 0, passRate: null, kept: null },
      sales: { judged: 0, share: null, kept: null },
      sentences: [
        'Marketing promised 8 MQLs; none can be expected yet.',
        'Sales promised to decide within 8 hours around the clock; nothing can be judged yet.',
      ],
    });
    ctx.clock.set('2026-02-20T17:00:00Z');
    expect((await of('2026-01')).sentences).toEqual([
      'Marketing did not keep its promise: 4 of 8 MQLs; 25.0 % accepted so far.',
      'Sales kept its promise: 3 of 4 decided within 8 hours around the clock (75.0 %).',
    ]);
    await setGoals(ctx, { mqls: 4, fromMonth: '2026-01' });
    expect((await of('2026-01')).marketing.kept).toBe(true);
    ctx.clock.set('2026-01-16T17:00:00Z');
  });

  it('measures one source against no goal of the team', async () => {
    await setGoals(ctx, { mqls: 8, fromMonth: '2026-01' });
    const answer = await runReport(ctx, { ...JANUARY, filters: { source: null } });
    expect(answer.scorecard.marketing).toMatchObject({ promised: null, delivered: 4, kept: null });
    expect(reportSentences(answer).join(' ')).not.toContain('Marketing');
  });

  it('stands in the digest as far as it can be judged', async () => {
    await setGoals(ctx, { mqls: 20, fromMonth: '2026-01' });
    const digest = await composeDigest(ctx, {
      at: new Date('2026-01-09T12:00Z'),
      timeZone: 'UTC',
      withCost: false,
    });
    const words = JSON.stringify(digestMessage(digest).blocks);
    expect(words).toContain('Marketing is behind its promise: 4 MQLs, 6 of 20 expected by now');
    expect(words).toContain('Sales keeps its promise: 3 of 4 decided');
    const february = await runReport(ctx, { name: 'summary', period: '2026-02' });
    expect(judgedSentences(february.scorecard, february)).toEqual([]);
  });
});
