import { Command } from 'commander';
import type { Context } from '../context.ts';
import { addMonths, localDateOf } from '../lib/local-date.ts';
import { monthsOf } from '../reports/months-of.ts';
import { parsePeriod } from '../reports/period.ts';
import { budgetSentences } from '../reports/sentences/budget-sentences.ts';
import { type BudgetState, listBudgets } from '../spend/budget-states.ts';
import { monthOf } from '../spend/note-overspending.ts';
import { readAmount } from '../spend/read-amount.ts';
import { setBudget } from '../spend/set-budget.ts';
import type { Workspace } from '../team/workspace.ts';
import { UsageError, usage } from './csv-options.ts';
import type { OpenContext } from './open-context.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  channel?: string;
  workspace?: string;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  npm run funnel -- budget 5000 2026-01
  npm run funnel -- budget 1500 2026-q1 --channel webinar
  npm run funnel -- budget none 2026-01 --channel webinar
  npm run funnel -- budget

A quarter or a year sets the same budget for each of its months. Without arguments: the budgets from two months ago to
eleven months ahead, and what is spent of them.`;

const EARLIER_MONTHS = 2;
const LATER_MONTHS = 11;

/** `funnel budget`: what may be spent in a month, and what is. */
export function budgetCommand(open: OpenContext, terminal: Terminal): Command {
  return new Command('budget')
    .description('set what may be spent a month, in all or in one channel, or show it')
    .argument('[amount]', 'the amount a month; "none" takes the budget away')
    .argument('[months]', 'such as 2026-01, "this month" or 2026-q1')
    .option('--channel <name>', 'the channel (default: all channels together)')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (typed: string | undefined, months: string | undefined, options: Options) => {
      if (typed !== undefined && months === undefined) {
        throw new UsageError(`For which month? Such as: budget ${typed} 2026-01.`);
      }
      const amount = typed === undefined || typed === 'none' ? null : usage(() => readAmount(typed));
      await open({ workspace: options.workspace }, async ({ ctx, workspace }) => {
        const states =
          months === undefined
            ? await shownBudgets(ctx, workspace)
            : await setBudget(ctx, {
                ...{ months: monthsNamed(months, ctx, workspace), channel: options.channel, amount },
              });
        terminal.answer(
          options.json
            ? JSON.stringify({ budgets: states, currency: workspace.currency })
            : textOf(states, workspace, months !== undefined),
        );
      });
    });
}

function monthsNamed(text: string, ctx: Context, { timeZone, fiscalYearStart }: Workspace): string[] {
  return monthsOf(parsePeriod(text, { now: ctx.now(), timeZone, fiscalYearStart }));
}

function shownBudgets(ctx: Context, { timeZone }: Workspace): Promise<BudgetState[]> {
  const month = monthOf(localDateOf(ctx.now(), timeZone));
  return listBudgets(ctx, { from: addMonths(month, -EARLIER_MONTHS), to: addMonths(month, LATER_MONTHS) });
}

function textOf(states: readonly BudgetState[], { currency }: Workspace, isSet: boolean): string {
  if (states.length > 0) return budgetSentences(states, currency).join('\n');
  return isSet
    ? 'There is no budget for that any more.'
    : 'No budget is set. Set one like this: npm run funnel -- budget 5000 2026-01';
}
