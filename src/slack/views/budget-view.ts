import type { types } from '@slack/bolt';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { plainSection } from '../messages/message.ts';
import { inputField, textInput } from './form-fields.ts';
import type { FormValues } from './form-values.ts';

export const BUDGET_FIELD = { months: 'months', channel: 'channel', amount: 'amount' } as const;

const LONGEST_NAME = 200;

/** Asks what may be spent; `stand` says what may be now, a month a line in plain text. */
export function budgetView(
  currency: string,
  { month, stand, metadata }: { month: string; stand: readonly string[]; metadata: string },
): types.ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.budget,
    private_metadata: metadata,
    title: { type: 'plain_text', text: say('Budgets') },
    submit: { type: 'plain_text', text: say('Save') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      plainSection(stand.join('\n') || say('No budget is set for these months.')),
      inputField(BUDGET_FIELD.amount, say('Budget a month in {currency}', { currency }), {
        hint: say('Such as 5000. Empty takes the budget away.'),
        optional: true,
        element: textInput(BUDGET_FIELD.amount, '', { longest: 40 }),
      }),
      inputField(BUDGET_FIELD.months, say('Month'), {
        hint: say('Such as 2026-01. A quarter or a year sets the same for each of its months.'),
        element: textInput(BUDGET_FIELD.months, month, { longest: 60 }),
      }),
      inputField(
        BUDGET_FIELD.channel,
        say('{what, select, marketing {Channel} other {Channel}}', { what: 'marketing' }),
        {
          hint: say('Empty: all channels together.'),
          optional: true,
          element: textInput(BUDGET_FIELD.channel, '', { longest: LONGEST_NAME }),
        },
      ),
    ],
  };
}

export function readBudget(values: FormValues): { months: string; channel: string; amount: string } {
  const typed = (name: string) => values[name]?.[name]?.value?.trim() ?? '';
  return {
    months: typed(BUDGET_FIELD.months),
    channel: typed(BUDGET_FIELD.channel),
    amount: typed(BUDGET_FIELD.amount),
  };
}
