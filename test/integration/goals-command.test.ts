import { describe, expect, it } from 'vitest';
import { goalsCommand } from '../../src/cli/goals-command.ts';
import { runCommand } from '../support/csv.ts';
import { embeddedDatabaseOfSuite } from '../support/run-app.ts';
import { aWorkspace } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

describe('funnel goals', () => {
  it('sets goals and shows them', async () => {
    const ctx = await aWorkspace(database());
    const run = (...args: string[]) => runCommand(ctx, goalsCommand, ...args);
    expect((await run()).stdout).toContain('No goal is set.');
    expect((await run('--mqls', '120', '--sqls', '40', '--from', '2026-02')).stdout).toContain(
      'From Feb 2026 on: 120 MQLs and 40 SQLs a month.',
    );
    expect(JSON.parse((await run('--sqls', '10', '--json')).stdout)).toEqual({
      fromMonth: '2026-01-01',
      before: { mqls: null, sqls: null },
      after: { mqls: null, sqls: 10 },
      later: [
        { metric: 'mqls', fromMonth: '2026-02-01', target: 120 },
        { metric: 'sqls', fromMonth: '2026-02-01', target: 40 },
      ],
    });
    const { stdout } = await run();
    expect(stdout.trim().split('\n')).toEqual([
      'Jan 2026: 10 SQLs a month, no goal of MQLs.',
      'From Jan 2026: 10 SQLs a month, no goal of MQLs',
      'From Feb 2026: 120 MQLs and 40 SQLs a month',
    ]);
    expect(JSON.parse((await run('--json')).stdout)).toMatchObject({
      month: '2026-01',
      now: { mqls: null, sqls: 10 },
      goals: [{ metric: 'sqls', fromMonth: '2026-01-01', target: 10 }, {}, {}],
    });
  });

  it('refuses what cannot be', async () => {
    const ctx = await aWorkspace(database());
    const refused = async (...args: string[]) => {
      const { stderr, exitCode } = await runCommand(ctx, goalsCommand, ...args);
      expect(exitCode).toBeGreaterThan(0);
      return stderr;
    };
    expect(await refused('--mqls', 'many')).toContain('Give a whole number of leads');
    expect(await refused('--mqls', '5', '--from', '2026-13')).toContain('“2026-13” is not a month.');
    expect(await refused('--from', '2026-01')).toContain('give it with --mqls or --sqls');
  });
});
