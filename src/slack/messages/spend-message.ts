import type { types } from '@slack/bolt';
import { budgetSentences } from '../../reports/sentences/budget-sentences.ts';
import { listed, money } from '../../reports/sentences/words.ts';
import type { BudgetState } from '../../spend/budget-states.ts';
import { cursorOf, type RecordedSpend, type SpendPage } from '../../spend/list-spend.ts';
import { type SpendContent, spendVersion } from '../../spend/spend-entry.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { actions, button, context, header, type Message, plainSection } from './message.ts';
import { bold, richText, text } from './rich-text.ts';
import { cut, oneLine } from './text.ts';

export interface ShownSpend extends SpendPage {
  budgets: readonly BudgetState[];
  currency: string;
  /** What has just happened, in plain text. */
  news?: string | undefined;
}

// Ten entries and their buttons fit into what Slack takes at once.
const LONGEST_NAME = 30;
const LONGEST_MONTH = 200;

/** The budgets, and the entries of spend page by page, each with what can be done about it. */
export function spendMessage({ entries, total, newer, budgets, currency, news }: ShownSpend): Message {
  const [first] = entries;
  const point =
    total === 0
      ? say('No spend is recorded yet.')
      : say('Spend: entries {first} to {last} of {total, number}, the latest first.', {
          ...{ first: newer + 1, last: newer + entries.length, total },
        });
  const months = budgetSentences(
    budgets.map((budget) => ({ ...budget, channel: oneLine(budget.channel, LONGEST_NAME) })),
    currency,
  ).map((month) => cut(month, LONGEST_MONTH));
  return {
    text: news ? oneLine(news, 600) : point,
    blocks: [
      header(say('Spend')),
      ...(news ? [plainSection(oneLine(news, 600))] : []),
      ...(months.length > 0
        ? [richText([[bold(say('Spent of the budget'))], ...months.map((month) => [text(month)])])]
        : []),
      plainSection(point),
      ...entries.flatMap((entry) => [
        plainSection(entryLine(entry, currency)),
        entryButtons(entry, currency),
      ]),
      actions(
        button(say('Add spend…'), ACTION.addSpend, 'spend', 'primary'),
        button(
          say('Budgets…'),
          ACTION.editBudget,
          JSON.stringify(first && newer > 0 ? cursorOf(first) : null),
        ),
        ...turns({ entries, total, newer }),
      ),
      context(
        say('Or type `/funnel spend add 1500 2026-01 webinar` or `/funnel spend budget 5000 2026-01`.'),
      ),
    ],
  };
}

/** `€1,500.00, 2026-01-01 to 2026-01-31, webinar`: plain text. */
export function entryLine(entry: SpendContent, currency: string): string {
  const { fromOn, toOn, amount, channel, campaign } = entry;
  const days = fromOn === toOn ? fromOn : say('{fromOn} to {toOn}', { fromOn, toOn });
  const where = [channel, campaign].filter(Boolean).map((part) => oneLine(String(part), LONGEST_NAME));
  return listed([money(amount, currency), days, listed(where) || say('without a channel')]);
}

function entryButtons(entry: RecordedSpend, currency: string): types.ActionsBlock {
  return actions(button(say('Edit…'), ACTION.editSpend, entry.spendKey), {
    ...button(say('Delete'), ACTION.deleteSpend, `${spendVersion(entry)} ${entry.spendKey}`),
    confirm: {
      title: { type: 'plain_text', text: say('Delete this entry?') },
      text: {
        type: 'plain_text',
        text: say('{amount} will count nowhere any more.', { amount: money(entry.amount, currency) }),
      },
      confirm: { type: 'plain_text', text: say('Delete') },
      deny: { type: 'plain_text', text: say('Keep') },
      style: 'danger',
    },
  });
}

function turns({ entries, total, newer }: SpendPage): types.Button[] {
  const [first, last] = [entries[0], entries.at(-1)];
  return [
    ...(first && newer > 0 ? [button(say('Newer'), ACTION.newerSpend, JSON.stringify(cursorOf(first)))] : []),
    ...(last && newer + entries.length < total
      ? [button(say('Older'), ACTION.olderSpend, JSON.stringify(cursorOf(last)))]
      : []),
  ];
}
