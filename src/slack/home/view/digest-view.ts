import type { types } from '@slack/bolt';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import type { FormValues } from '../../views/form-values.ts';
import { type DaysOffered, readScheduleFields, scheduleFields } from '../../views/schedule-fields.ts';

const DAYS: DaysOffered = ['weekdays', 'daily', 'mondays', 'monthly'];

/** Asks in which channel, on which days and at what time the digest is posted. A channel has one digest. */
export function digestView(timeZone: string): types.ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.digest,
    title: { type: 'plain_text', text: say('Digest') },
    submit: { type: 'plain_text', text: say('Set up') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: scheduleFields({
      ...{ days: DAYS, timeZone },
      channelHint: say(
        'Invite me there first. A channel has one digest: this one takes the place of an earlier one.',
      ),
      cost: say('Show cost per SQL in it, for all who read the channel'),
    }),
  };
}

export function readDigest(values: FormValues) {
  return readScheduleFields(values, DAYS);
}
