import type { types } from '@slack/bolt';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { section } from '../messages/message.ts';
import { commandWords } from '../messages/scheduled-message.ts';
import { AskedReport } from '../report-buttons.ts';
import type { FormValues } from './form-values.ts';
import {
  type DaysOffered,
  readScheduleFields,
  scheduleFields,
  type WhenAndWhere,
} from './schedule-fields.ts';

const DAYS: DaysOffered = ['mondays', 'weekdays', 'daily', 'monthly'];

/** Asks in which channel, on which days and at what time a report is posted. */
export function scheduleForm(
  asked: AskedReport,
  { channelId, timeZone }: { channelId: string | undefined; timeZone: string },
): types.ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.schedule,
    private_metadata: JSON.stringify(asked),
    title: { type: 'plain_text', text: say('Post this report') },
    submit: { type: 'plain_text', text: say('Post it') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      section(say('{command}, as of the time when it is posted.', { command: `\`${commandWords(asked)}\`` })),
      ...scheduleFields({
        ...{ days: DAYS, timeZone, channelId },
        channelHint: say('I must be a member. Channels shared with other organisations get no figures.'),
        cost: asked.name === 'cost' ? undefined : say('Show money in it, for all who read the channel'),
      }),
    ],
  };
}

export interface ScheduleInput extends WhenAndWhere {
  report: AskedReport;
}

export function readScheduleForm(values: FormValues, metadata: string): ScheduleInput {
  return { report: AskedReport.parse(JSON.parse(metadata)), ...readScheduleFields(values, DAYS) };
}
