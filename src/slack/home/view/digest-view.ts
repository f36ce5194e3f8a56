import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { ScheduleDays } from '../../../vocabulary.ts';
import { VIEW } from '../../action-ids.ts';
import { checkboxes, inputField, plainOption } from '../../views/form-fields.ts';
import type { FormValues } from '../../views/form-values.ts';

export const DIGEST_FIELD = { channel: 'channel', days: 'days', time: 'time', cost: 'cost' } as const;

const WITH_COST = 'with_cost';
const DEFAULT_TIME = '09:00';
const DAYS = ['weekdays', 'daily', 'mondays', 'monthly'] as const satisfies readonly ScheduleDays[];
const DAYS_LABEL: Record<ScheduleDays, string> = {
  weekdays: 'On weekdays',
  daily: 'Every day',
  mondays: 'Every Monday',
  monthly: 'On the first of each month',
};

/** Asks in which channel, on which days and at what time the digest is posted. A channel has one digest. */
export function digestView(timeZone: string): types.ModalView {
  const [first, ...others] = DAYS.map((days) => plainOption(days, DAYS_LABEL[days]));
  return {
    type: 'modal',
    callback_id: VIEW.digest,
    title: { type: 'plain_text', text: 'Digest' },
    submit: { type: 'plain_text', text: 'Set up' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      inputField(DIGEST_FIELD.channel, 'Channel', {
        hint: 'Invite me there first. A channel has one digest: this one takes the place of an earlier one.',
        element: {
          type: 'conversations_select',
          action_id: DIGEST_FIELD.channel,
          filter: {
            include: ['public', 'private'],
            exclude_external_shared_channels: true,
            exclude_bot_users: true,
          },
        },
      }),
      inputField(DIGEST_FIELD.days, 'Days', {
        element: {
          type: 'static_select',
          action_id: DIGEST_FIELD.days,
          options: first ? [first, ...others] : [],
          ...(first ? { initial_option: first } : {}),
        },
      }),
      inputField(DIGEST_FIELD.time, `Time (${timeZone})`, {
        element: { type: 'timepicker', action_id: DIGEST_FIELD.time, initial_time: DEFAULT_TIME },
      }),
      inputField(DIGEST_FIELD.cost, 'Cost', {
        optional: true,
        element: checkboxes(
          DIGEST_FIELD.cost,
          [plainOption(WITH_COST, 'Show cost per SQL in it, for all who read the channel')],
          [],
        ),
      }),
    ],
  };
}

export function readDigest(values: FormValues) {
  const field = (name: string) => values[name]?.[name];
  return {
    channelId: field(DIGEST_FIELD.channel)?.selected_conversation ?? undefined,
    days: z.enum(DAYS).catch('weekdays').parse(field(DIGEST_FIELD.days)?.selected_option?.value),
    timeOfDay: field(DIGEST_FIELD.time)?.selected_time ?? DEFAULT_TIME,
    withCost: (field(DIGEST_FIELD.cost)?.selected_options ?? []).some(({ value }) => value === WITH_COST),
  };
}
