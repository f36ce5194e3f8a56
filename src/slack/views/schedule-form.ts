import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { ScheduleDays } from '../../vocabulary.ts';
import { VIEW } from '../action-ids.ts';
import { section } from '../messages/message.ts';
import { commandWords } from '../messages/scheduled-message.ts';
import { AskedReport } from '../report-buttons.ts';
import { checkboxes, inputField, plainOption } from './form-fields.ts';
import type { FormValues } from './form-values.ts';

export const SCHEDULE_FIELD = { channel: 'channel', days: 'days', time: 'time', cost: 'cost' } as const;

const WITH_COST = 'with_cost';
const DEFAULT_TIME = '09:00';
const DAYS = ['mondays', 'weekdays', 'daily', 'monthly'] as const satisfies readonly ScheduleDays[];
const DAYS_LABEL: Record<ScheduleDays, string> = {
  mondays: 'Every Monday',
  weekdays: 'On weekdays',
  daily: 'Every day',
  monthly: 'On the first of each month',
};

/** Asks in which channel, on which days and at what time a report is posted. */
export function scheduleForm(
  asked: AskedReport,
  { channelId, timeZone }: { channelId: string | undefined; timeZone: string },
): types.ModalView {
  const monday = { value: DAYS[0], text: { type: 'plain_text' as const, text: DAYS_LABEL.mondays } };
  return {
    type: 'modal',
    callback_id: VIEW.schedule,
    private_metadata: JSON.stringify(asked),
    title: { type: 'plain_text', text: 'Post this report' },
    submit: { type: 'plain_text', text: 'Post it' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      section(`\`${commandWords(asked)}\`, as of the time when it is posted.`),
      inputField(SCHEDULE_FIELD.channel, 'Channel', {
        hint: 'I must be a member. Channels shared with other organisations get no figures.',
        element: {
          type: 'conversations_select',
          action_id: SCHEDULE_FIELD.channel,
          ...(channelId?.startsWith('C') ? { initial_conversation: channelId } : {}),
          filter: {
            include: ['public', 'private'],
            exclude_external_shared_channels: true,
            exclude_bot_users: true,
          },
        },
      }),
      inputField(SCHEDULE_FIELD.days, 'Days', {
        element: {
          type: 'static_select',
          action_id: SCHEDULE_FIELD.days,
          options: DAYS.map((days) => plainOption(days, DAYS_LABEL[days])),
          initial_option: monday,
        },
      }),
      inputField(SCHEDULE_FIELD.time, `Time (${timeZone})`, {
        element: { type: 'timepicker', action_id: SCHEDULE_FIELD.time, initial_time: DEFAULT_TIME },
      }),
      ...(asked.name === 'cost' ? [] : [costField()]),
    ],
  };
}

function costField(): types.InputBlock {
  const option = plainOption(WITH_COST, 'Show money in it, for all who read the channel');
  return inputField(SCHEDULE_FIELD.cost, 'Cost', {
    optional: true,
    element: checkboxes(SCHEDULE_FIELD.cost, [option], []),
  });
}

export interface ScheduleInput {
  report: AskedReport;
  channelId: string | undefined;
  days: ScheduleDays;
  timeOfDay: string;
  withCost: boolean;
}

export function readScheduleForm(values: FormValues, metadata: string): ScheduleInput {
  const field = (name: string) => values[name]?.[name];
  return {
    report: AskedReport.parse(JSON.parse(metadata)),
    channelId: field(SCHEDULE_FIELD.channel)?.selected_conversation ?? undefined,
    days: z.enum(DAYS).catch('mondays').parse(field(SCHEDULE_FIELD.days)?.selected_option?.value),
    timeOfDay: field(SCHEDULE_FIELD.time)?.selected_time ?? DEFAULT_TIME,
    withCost: (field(SCHEDULE_FIELD.cost)?.selected_options ?? []).some(({ value }) => value === WITH_COST),
  };
}
