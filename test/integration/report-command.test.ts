import { describe, expect, it } from 'vitest';
import { reportCommand } from '../../src/cli/report-command.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { runCommand } from '../support/csv.ts';
import { aLeadStory } from '../support/lead-stories.ts';
import { embeddedDatabaseOfSuite } from '../support/run-app.ts';
import { aWorkspace } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

describe('funnel report', () => {
  it('tells leads without a source from those of a source called none', async () => {
    const ctx = await aWorkspace(database());
    ctx.clock.set('2026-05-01T00:00:00Z');
    await recordStageChanges(ctx, [
      ...aLeadStory('A').mql('2026-01-05T09:00Z').facts,
      ...aLeadStory('B').mql('2026-01-06T09:00Z').facts,
      ...aLeadStory('C', { source: 'None' }).mql('2026-01-07T09:00Z').facts,
    ]);
    const asked = async (source: string) => {
      const { stdout, stderr } = await runCommand(
        ctx,
        reportCommand,
        ...['pass-rate', '2026-q1', '--json', '--source', source],
      );
      expect(stderr).toBe('');
      const { cohort, filters } = JSON.parse(stdout);
      return [cohort.mqls, filters];
    };
    expect(await asked('none')).toEqual([2, { source: null }]);
    expect(await asked('"none"')).toEqual([1, { source: 'none' }]);
  });

  it.each([
    [['waste', '--lag', '30'], '"lag" does not go with waste. It goes with summary and cost.'],
    [['pass-rate', 'q1', '--stage', 'mql'], '"stage" does not go with pass-rate. It goes with leads'],
    [['leads', '--sla', '8h'], '"sla" does not go with leads.'],
    [['summary', '--open'], '"open" does not go with summary. It goes with leads: leads open.'],
  ])('refuses %o, which means nothing', async (args, message) => {
    const ctx = await aWorkspace(database());
    const { stdout, stderr, exitCode } = await runCommand(ctx, reportCommand, ...args);
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr).toContain(message);
  });
});
