import { Command, InvalidArgumentError } from 'commander';
import { formatMonth } from '../reports/sentences/dates.ts';
import { goalsChangeSentence, goalsText } from '../reports/sentences/goals-sentences.ts';
import { type Goal, goalsAt, listGoals, monthAt, setGoals } from '../team/goals.ts';
import { UsageError } from './csv-options.ts';
import type { OpenContext } from './open-context.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  mqls?: number;
  sqls?: number;
  from?: string;
  json?: boolean;
  workspace?: string;
}

const EXAMPLES = `
Examples:
  npm run funnel -- goals
  npm run funnel -- goals --mqls 120 --sqls 40 --from 2026-01
  npm run funnel -- goals --sqls 0      (ends the goal of SQLs with this month)

A goal holds from its month on until another takes its place. \`report goal\` measures against it.`;

/** `funnel goals`: what is promised a month; with numbers, sets it. */
export function goalsCommand(open: OpenContext, terminal: Terminal): Command {
  return new Command('goals')
    .description('show the monthly goals, or set them')
    .option('--mqls <count>', 'MQLs promised a month; 0 ends the goal', wholeNumber)
    .option('--sqls <count>', 'SQLs promised a month; 0 ends the goal', wholeNumber)
    .option('--from <month>', 'the first month, as YYYY-MM (default: this month)')
    .option('--json', 'print one JSON object')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .addHelpText('after', EXAMPLES)
    .action(async ({ mqls, sqls, from, json, workspace: wanted }: Options) => {
      const sets = mqls !== undefined || sqls !== undefined;
      if (from !== undefined && !sets) {
        throw new UsageError('--from says when a goal begins: give it with --mqls or --sqls.');
      }
      await open({ workspace: wanted }, async ({ ctx, workspace }) => {
        const month = monthAt(ctx.now(), workspace.timeZone);
        if (sets) {
          const change = await setGoals(ctx, { mqls, sqls, fromMonth: from ?? month });
          terminal.answer(json ? JSON.stringify(change) : goalsChangeSentence(change));
          return;
        }
        const goals = await listGoals(ctx);
        const now = goalsAt(goals, `${month}-01`);
        terminal.answer(json ? JSON.stringify({ month, now, goals }) : goalsList(goals, month));
      });
    });
}

function goalsList(goals: readonly Goal[], month: string): string {
  if (goals.length === 0) return 'No goal is set. `goals --mqls 120 --sqls 40` sets one, from this month on.';
  const months = [...new Set(goals.map(({ fromMonth }) => fromMonth))];
  return [
    `${formatMonth(`${month}-01`)}: ${goalsText(goalsAt(goals, `${month}-01`))}.`,
    ...months.map((first) => `From ${formatMonth(first)}: ${goalsText(goalsAt(goals, first))}`),
  ].join('\n');
}

function wholeNumber(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number of leads, such as 120; 0 ends the goal.');
}
