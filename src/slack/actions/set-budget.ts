import type { App } from '@slack/bolt';
import { z } from 'zod';
import { InvalidInputError } from '../../errors.ts';
import { addMonths, localDateOf } from '../../lib/local-date.ts';
import { monthsOf } from '../../reports/months-of.ts';
import { parsePeriod } from '../../reports/period.ts';
import { budgetSentences } from '../../reports/sentences/budget-sentences.ts';
import { listBudgets } from '../../spend/budget-states.ts';
import { monthOf } from '../../spend/note-overspending.ts';
import { readAmount } from '../../spend/read-amount.ts';
import { setBudget } from '../../spend/set-budget.ts';
import { requireManager } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { DEFAULT_CURRENCY } from '../../team/workspace-defaults.ts';
import { say } from '../../words/say.ts';
import { ACTION, VIEW } from '../action-ids.ts';
import { onButton, replaceAt } from '../listen.ts';
import { budgetSetSentence } from '../messages/spend-sentences.ts';
import { cut } from '../messages/text.ts';
import { onForm } from '../on-form.ts';
import { showForm } from '../show-form.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { spendList } from '../spend-list.ts';
import { BUDGET_FIELD, budgetView, readBudget } from '../views/budget-view.ts';
import { cursorSchema } from './list-spend.ts';

/** The list that the form was opened from, and on which of its pages; null: the first. */
const aboutSchema = z.object({ around: cursorSchema.nullable(), answerUrl: z.url().optional() });

const SHOWN_MONTHS = 5;
const LONGEST_LINE = 300;

export function listenToBudgets(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.editBudget, async (click) => {
    const { ctx, value, answerUrl } = click;
    requireManager(ctx, 'set budgets');
    const { timeZone, currency: settled } = await getWorkspace(ctx);
    const currency = settled ?? DEFAULT_CURRENCY;
    const from = monthOf(localDateOf(ctx.now(), timeZone));
    const states = await listBudgets(ctx, { from, to: addMonths(from, SHOWN_MONTHS) });
    const lines = budgetSentences(states, currency).map((line) => cut(line, LONGEST_LINE));
    const metadata = JSON.stringify({ around: JSON.parse(value), answerUrl });
    const view = budgetView(currency, {
      month: from.slice(0, 7),
      stand: lines,
      metadata,
    });
    await showForm(deps, click, view);
  });

  onForm(app, deps, { callbackId: VIEW.budget, failed: () => say('Not saved') }, ({ values, metadata }) => {
    const typed = readBudget(values);
    const { around, answerUrl } = aboutSchema.parse(JSON.parse(metadata));
    return {
      async work(ctx) {
        const { timeZone, fiscalYearStart, currency } = await getWorkspace(ctx);
        const errors: Record<string, string> = {};
        const at = <Read>(field: string, read: () => Read): Read | undefined => {
          try {
            return read();
          } catch (error) {
            if (!(error instanceof InvalidInputError)) throw error;
            errors[field] = error.message;
            return undefined;
          }
        };
        const amount = at(BUDGET_FIELD.amount, () => (typed.amount ? notNegative(typed.amount) : null));
        const named = at(BUDGET_FIELD.months, () => {
          const period = parsePeriod(typed.months, { now: ctx.now(), timeZone, fiscalYearStart });
          return { months: monthsOf(period), label: period.label };
        });
        if (amount === undefined || !named) return { errors };
        const channel = typed.channel || undefined;
        const states = await setBudget(ctx, { months: named.months, channel, amount });
        const sentence = budgetSetSentence(states, {
          ...{ currency: currency ?? DEFAULT_CURRENCY, channel, label: named.label },
        });
        return {
          notice: { title: say('Saved'), sentence },
          after: async () => replaceAt(answerUrl, deps, await spendList(ctx, around ? { around } : {})),
        };
      },
    };
  });
}

function notNegative(typed: string): string {
  const amount = readAmount(typed);
  if (!amount.startsWith('-')) return amount;
  throw new InvalidInputError(say('A budget cannot be negative. Leave it empty to take it away.'));
}
