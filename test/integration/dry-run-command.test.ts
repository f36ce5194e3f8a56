import { beforeAll, describe, expect, it } from 'vitest';
import { dryRunCommand } from '../../src/cli/dry-run-command.ts';
import { policiesCommand } from '../../src/cli/policies-command.ts';
import { recordStageChanges } from '../../src/leads/record-stage-changes.ts';
import { aFile, runCommand } from '../support/csv.ts';
import { aLeadStory } from '../support/lead-stories.ts';
import { embeddedDatabaseOfSuite } from '../support/run-app.ts';
import { addMember, aWorkspace, type TestWorkspace } from '../support/workspaces.ts';

const database = embeddedDatabaseOfSuite();

describe('funnel dry-run', () => {
  let ctx: TestWorkspace;
  const run = (...args: string[]) => runCommand(ctx, dryRunCommand, ...args);
  const triedBy = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout).tried;

  beforeAll(async () => {
    ctx = await aWorkspace(database(), { inWorkingTime: true });
    await addMember(ctx, 'U1', { isRep: true });
    ctx.clock.set('2026-04-10T12:00:00Z');
    await recordStageChanges(ctx, [
      // As early as the reminder of four hours would be, and from Friday noon to Monday noon.
      ...aLeadStory('A').mql('2026-01-05T09:00Z').sql('2026-01-05T12:00Z').facts,
      ...aLeadStory('B', { source: 'demo' }).mql('2026-01-09T12:00Z').sql('2026-01-12T12:00Z').facts,
    ]);
  });

  it('tries one promise for every lead on the last quarter', async () => {
    const { stdout, exitCode } = await run('--sla', '4h');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'Q1 2026, 2 MQLs: these policies would have sent 1 reminder and 1 deadline notice (1 to reps',
    );
    expect(stdout).toContain('Deadlines missed: 1 (1 decided late, 0 never)');
    expect(stdout).toMatch(/^U1 +2 +1 +1 +0 +0$/m);
  });

  it('counts the hours that are given, or all of them', async () => {
    expect(await triedBy('2026-q1', '--sla', '8h')).toMatchObject({ breaches: 0, reminders: 1 });
    expect(await triedBy('2026-q1', '--sla', '8h', '--wall-clock')).toMatchObject({ breaches: 1 });
    const hours = ['--hours', 'Mon-Sun 00:00-24:00'];
    expect(await triedBy('2026-q1', '--sla', '2h', ...hours)).toMatchObject({ breaches: 2 });
    const remind = ['--remind', '25%, 50%'];
    expect(await triedBy('2026-q1', '--sla', '8h', ...remind)).toMatchObject({ reminders: 3 });
    expect(await triedBy('2026-q1', '--sla', '8h', '--remind', 'none')).toMatchObject({ reminders: 0 });
  });

  it('tries the policies of a file, which may be those that `policies --json` prints', async () => {
    const { stdout } = await runCommand(ctx, policiesCommand, '--json');
    const demo = { name: 'Demo requests', when: 'source = demo', decideWithin: '5 min', clock: 'wall' };
    const file = await aFile(JSON.stringify([demo, ...JSON.parse(stdout)]), 'policies.json');
    expect((await triedBy('2026-q1', '--policies', file)).policies).toMatchObject([
      { name: 'Demo requests', handoffs: 1, breaches: 1 },
      { name: 'Every lead', handoffs: 1, breaches: 0 },
    ]);
  });

  it('has no data for a period without leads', async () => {
    const { stdout } = await run('2020', '--sla', '4h');
    expect(stdout).toContain('2020: no MQLs were handed over, so there is no data to try on.');
    expect(await triedBy('2020', '--sla', '4h')).toBeNull();
  });

  it.each([
    ['nothing to try', [], 'Say what to try'],
    ['two things to try', ['--sla', '4h', '--policies', 'x.json'], 'give one of them'],
    ['hours without a promise', ['--policies', 'x.json', '--wall-clock'], 'belong to --sla'],
    ['a promise that is none', ['--sla', 'soon'], '"soon" is not a promise'],
    ['a reminder that is none', ['--sla', '4h', '--remind', 'often'], '“often” does not say when to remind'],
    ['a file that is not there', ['--policies', '/nowhere.json'], '/nowhere.json cannot be read'],
    ['a period that is none', ['someday', '--sla', '4h'], 'someday'],
  ])('refuses %s', async (_case, args, words) => {
    const { exitCode, stderr, stdout } = await run(...args);
    expect(exitCode).not.toBe(0);
    expect([stdout, stderr.includes(words) || stderr]).toEqual(['', true]);
  });
});
