import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { ScheduleDays } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { checkboxes, inputField, plainOption } from './form-fields.ts';
import type { FormValues } from './form-values.ts';

export const SCHEDULE_FIELD = { channel: 'channel', days: 'days', time: 'time', cost: 'cost' } as const;

const WITH_COST = 'with_cost';
const DEFAULT_TIME = '09:00';

function daysLabel(days: ScheduleDays): string {
  switch (days) {
    case 'mondays':
      return say('Every Monday');
    case 'weekdays':
      return say('On weekdays');
    case 'daily':
      return say('Every day');
    case 'monthly':
      return say('On the first of each month');
  }
}

/** The days to choose from, the usual ones first. */
export type DaysOffered = readonly [ScheduleDays, ...ScheduleDays[]];

export interface WhenAndWhere {
  channelId: string | undefined;
  days: ScheduleDays;
  timeOfDay: string;
  withCost: boolean;
}

/** In which channel, on which days and at what time something is posted; with `cost`, whether it shows money. */
export function scheduleFields(about: {
  days: DaysOffered;
  timeZone: string;
  channelHint: string;
  channelId?: string | undefined;
  cost?: string | undefined;
}): types.InputBlock[] {
  const { days, timeZone, channelHint, channelId, cost } = about;
  const [usual] = days;
  return [
    inputField(SCHEDULE_FIELD.channel, say('Channel'), {
      hint: channelHint,
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
    inputField(SCHEDULE_FIELD.days, say('Days'), {
      element: {
        type: 'static_select',
        action_id: SCHEDULE_FIELD.days,
        options: days.map((one) => plainOption(one, daysLabel(one))),
        initial_option: plainOption(usual, daysLabel(usual)),
      },
    }),
    inputField(SCHEDULE_FIELD.time, say('Time ({zone})', { zone: timeZone }), {
      element: { type: 'timepicker', action_id: SCHEDULE_FIELD.time, initial_time: DEFAULT_TIME },
    }),
    ...(cost === undefined
      ? []
      : [
          inputField(SCHEDULE_FIELD.cost, say('Cost'), {
            optional: true,
            element: checkboxes(SCHEDULE_FIELD.cost, [plainOption(WITH_COST, cost)], []),
          }),
        ]),
  ];
}

export function readScheduleFields(values: FormValues, days: DaysOffered): WhenAndWhere {
  const field = (name: string) => values[name]?.[name];
  return {
    channelId: field(SCHEDULE_FIELD.channel)?.selected_conversation ?? undefined,
    days: z.enum(days).catch(days[0]).parse(field(SCHEDULE_FIELD.days)?.selected_option?.value),
    timeOfDay: field(SCHEDULE_FIELD.time)?.selected_time ?? DEFAULT_TIME,
    withCost: (field(SCHEDULE_FIELD.cost)?.selected_options ?? []).some(({ value }) => value === WITH_COST),
  };
}
