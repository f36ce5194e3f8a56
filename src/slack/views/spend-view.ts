import type { types } from '@slack/bolt';
import type { SpendContent } from '../../spend/spend-entry.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { inputField, textInput } from './form-fields.ts';
import type { FormValues } from './form-values.ts';

export const SPEND_FIELD = {
  amount: 'amount',
  fromOn: 'from_on',
  toOn: 'to_on',
  period: 'period',
  channel: 'channel',
  campaign: 'campaign',
} as const;

/** What was typed and chosen, unread. */
export interface TypedSpend {
  amount: string;
  fromOn: string | undefined;
  toOn: string | undefined;
  period: string;
  channel: string;
  campaign: string;
}

const LONGEST_NAME = 200;

/** The form of an entry of spend; `entry` fills it in with one that is recorded. */
export function spendView(currency: string, metadata: string, entry?: SpendContent): types.ModalView {
  const day = (name: string, initial: string | undefined): types.Datepicker => ({
    type: 'datepicker',
    action_id: name,
    ...(initial ? { initial_date: initial } : {}),
  });
  return {
    type: 'modal',
    callback_id: VIEW.spend,
    private_metadata: metadata,
    title: { type: 'plain_text', text: entry ? say('Edit spend') : say('Add spend') },
    submit: {
      type: 'plain_text',
      text: entry ? say('Save') : say('{what, select, spend {Record} other {Record}}', { what: 'spend' }),
    },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      inputField(SPEND_FIELD.amount, say('Amount in {currency}', { currency }), {
        hint: say('Such as 1500 or 1500.50; a minus for a credit. It is spread evenly over its days.'),
        element: textInput(SPEND_FIELD.amount, entry?.amount ?? '', { longest: 40 }),
      }),
      inputField(SPEND_FIELD.fromOn, say('First day'), {
        optional: true,
        element: day(SPEND_FIELD.fromOn, entry?.fromOn),
      }),
      inputField(SPEND_FIELD.toOn, say('Last day'), {
        hint: say('Without one: the first day only.'),
        optional: true,
        element: day(SPEND_FIELD.toOn, entry?.toOn),
      }),
      inputField(SPEND_FIELD.period, say('Or a period in words'), {
        hint: say('Instead of the two days: 2026-01, last month, 2026-q1.'),
        optional: true,
        element: textInput(SPEND_FIELD.period, '', { longest: 60 }),
      }),
      inputField(
        SPEND_FIELD.channel,
        say('{what, select, marketing {Channel} other {Channel}}', { what: 'marketing' }),
        {
          hint: say('As the source of the leads is called. Without one it counts, but for no source.'),
          optional: true,
          element: textInput(SPEND_FIELD.channel, entry?.channel ?? '', { longest: LONGEST_NAME }),
        },
      ),
      inputField(SPEND_FIELD.campaign, say('Campaign'), {
        optional: true,
        element: textInput(SPEND_FIELD.campaign, entry?.campaign ?? '', { longest: LONGEST_NAME }),
      }),
    ],
  };
}

export function readSpend(values: FormValues): TypedSpend {
  const of = (name: string) => values[name]?.[name];
  const typed = (name: string) => of(name)?.value?.trim() ?? '';
  return {
    amount: typed(SPEND_FIELD.amount),
    fromOn: of(SPEND_FIELD.fromOn)?.selected_date ?? undefined,
    toOn: of(SPEND_FIELD.toOn)?.selected_date ?? undefined,
    period: typed(SPEND_FIELD.period),
    channel: typed(SPEND_FIELD.channel),
    campaign: typed(SPEND_FIELD.campaign),
  };
}
