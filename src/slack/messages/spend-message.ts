import type { types } from '@slack/bolt';
import { budgetSentences } from '../../reports/sentences/budget-sentences.ts';
import { money } from '../../reports/sentences/words.ts';
import type { BudgetState } from '../../spend/budget-states.ts';
import { cursorOf, type RecordedSpend, type SpendPage } from '../../spend/list-spend.ts';
import { type SpendContent, spendVersion } from '../../spend/spend-entry.ts';
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

const USAGE = 'Or type `/funnel spend add 1500 2026-01 webinar` or `/funnel spend budget 5000 2026-01`.';

/** The budgets, and the entries of spend page by page, each with what can be done about it. */
export function spendMessage({ entries, total, newer, budgets, currency, news }: ShownSpend): Message {
  const [first] = entries;
  const point =
    total === 0
      ? 'No spend is recorded yet.'
      : `Spend: entries ${newer + 1} to ${newer + entries.length} of ${total.toLocaleString('en')}, the latest first.`;
  const months = budgetSentences(
    budgets.map((budget) => ({ ...budget, channel: oneLine(budget.channel, LONGEST_NAME) })),
    currency,
  ).map((month) => cut(month, LONGEST_MONTH));
  return {
    text: news ? oneLine(news, 600) : point,
    blocks: [
      header('Spend'),
      ...(news ? [plainSection(oneLine(news, 600))] : []),
      ...(months.length > 0
        ? [richText([[bold('Spent of the budget')], ...months.map((month) => [text(month)])])]
        : []),
      plainSection(point),
      ...entries.flatMap((entry) => [
        plainSection(entryLine(entry, currency)),
        entryButtons(entry, currency),
      ]),
      actions(
        button('Add spend…', ACTION.addSpend, 'spend', 'primary'),
        button('Budgets…', ACTION.editBudget, JSON.stringify(first && newer > 0 ? cursorOf(first) : null)),
        ...turns({ entries, total, newer }),
      ),
      context(USAGE),
    ],
  };
}

/** `€1,500.00, 2026-01-01 to 2026-01-31, webinar`: plain text. */
export function entryLine(entry: SpendContent, currency: string): string {
  const { fromOn, toOn, amount, channel, campaign } = entry;
  const days = fromOn === toOn ? fromOn : `${fromOn} to ${toOn}`;
  const where = [channel, campaign].filter(Boolean).map((part) => oneLine(String(part), LONGEST_NAME));
  return `${money(amount, currency)}, ${days}, ${where.join(', ') || 'without a channel'}`;
}

function entryButtons(entry: RecordedSpend, currency: string): types.ActionsBlock {
  return actions(button('Edit…', ACTION.editSpend, entry.spendKey), {
    ...button('Delete', ACTION.deleteSpend, `${spendVersion(entry)} ${entry.spendKey}`),
    confirm: {
      title: { type: 'plain_text', text: 'Delete this entry?' },
      text: { type: 'plain_text', text: `${money(entry.amount, currency)} will count nowhere any more.` },
      confirm: { type: 'plain_text', text: 'Delete' },
      deny: { type: 'plain_text', text: 'Keep' },
      style: 'danger',
    },
  });
}

function turns({ entries, total, newer }: SpendPage): types.Button[] {
  const [first, last] = [entries[0], entries.at(-1)];
  return [
    ...(first && newer > 0 ? [button('Newer', ACTION.newerSpend, JSON.stringify(cursorOf(first)))] : []),
    ...(last && newer + entries.length < total
      ? [button('Older', ACTION.olderSpend, JSON.stringify(cursorOf(last)))]
      : []),
  ];
}
