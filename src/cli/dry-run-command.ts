import { Command } from 'commander';
import { invariant } from '../errors.ts';
import { type DryRunAnswer, dryRun } from '../reports/dry-run.ts';
import { dryRunPolicyTable, dryRunRepTable } from '../reports/dry-run-tables.ts';
import { dryRunScope, dryRunSentences } from '../reports/sentences/dry-run-sentences.ts';
import { triedPolicy } from '../reports/tried-policy.ts';
import type { SlaPolicy } from '../sla/policy.ts';
import { readPolicyList } from '../sla/policy-schema.ts';
import { currentPolicies, type PolicyRow } from '../team/policy-list.ts';
import { UsageError } from './csv-options.ts';
import type { OpenContext } from './open-context.ts';
import { readPolicyFile } from './read-policy-file.ts';
import { alignedTable } from './report-text.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  policies?: string;
  sla?: string;
  wallClock?: boolean;
  hours?: string;
  remind?: string;
  json?: boolean;
  database?: string;
  workspace?: string;
}

const EXAMPLES = `
Examples:
  npm run funnel -- dry-run --sla 4h
  npm run funnel -- dry-run 2026-q1 --sla 30m --wall-clock --remind "50%, 5 min before"
  npm run funnel -- policies --json > policies.json
  npm run funnel -- dry-run "last 90 days" --policies policies.json --json

Every MQL handed over in the period is replayed with its real decision at the instant when it happened. Nothing is
changed and nobody is told. Without a period it is the last quarter.`;

/** `funnel dry-run`: what other policies would have done with the leads of the past. */
export function dryRunCommand(open: OpenContext, terminal: Terminal): Command {
  return new Command('dry-run')
    .description('what would these policies have done, say, last quarter?')
    .argument('[period]', 'of when (default: the last quarter)')
    .option('--policies <file>', 'policies as `policies --json` prints them')
    .option('--sla <promise>', 'one promise for every lead, with the chain of today: 4h, 90m or 2d')
    .option('--wall-clock', 'with --sla: nights and weekends count')
    .option('--hours <hours>', 'with --sla: working hours, such as "Mon-Fri 09:00-18:00"')
    .option('--remind <times>', 'with --sla: when to remind, such as "50%, 15 min before"; "none" for never')
    .option('--json', 'print one JSON object')
    .option('--database <url>', 'the Postgres to read (default: DATABASE_URL, else the embedded one)')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .addHelpText('after', EXAMPLES)
    .action(async (period: string | undefined, options: Options) => {
      checkOptions(options);
      const { database, workspace, json } = options;
      const file = options.policies === undefined ? undefined : await readPolicyFile(options.policies);
      const answer = await open({ database, workspace }, async ({ ctx, workspace: { timeZone } }) => {
        const policies = policiesOf(options, file, await currentPolicies(ctx), timeZone);
        return dryRun(ctx, { period, policies });
      });
      terminal.answer(json ? JSON.stringify(answer, null, 2) : dryRunText(answer));
    });
}

/** An answer for a person at a terminal. */
function dryRunText(answer: DryRunAnswer): string {
  const tables = [dryRunPolicyTable(answer), dryRunRepTable(answer)].filter((table) => table !== undefined);
  return [[...dryRunSentences(answer), dryRunScope(answer)].join('\n'), ...tables.map(alignedTable)].join(
    '\n\n',
  );
}

function checkOptions({ policies, sla, wallClock, hours, remind }: Options): void {
  if (policies === undefined && sla === undefined) {
    throw new UsageError('Say what to try: --policies FILE, or --sla with a promise such as 4h.');
  }
  if (policies !== undefined && sla !== undefined) {
    throw new UsageError('--policies and --sla are two ways to say what to try: give one of them.');
  }
  if (sla === undefined && (wallClock || hours !== undefined || remind !== undefined)) {
    throw new UsageError('--wall-clock, --hours and --remind belong to --sla; a file says it all itself.');
  }
}

function policiesOf(
  { sla, wallClock, hours, remind }: Options,
  file: unknown,
  current: readonly PolicyRow[],
  timeZone: string,
): readonly SlaPolicy[] {
  if (sla === undefined) return readPolicyList(file, current);
  const last = current.at(-1);
  invariant(last, 'a workspace has a policy');
  return [triedPolicy(last, { sla: { promise: sla, wallClock, hours }, remind }, timeZone)];
}
