import type { types } from '@slack/bolt';
import { reasonLabel } from '../../team/shown-defaults.ts';
import type { RejectionReason } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { plainSection } from '../messages/message.ts';
import { oneLine } from '../messages/text.ts';

export const REJECT_FIELD = { reason: 'reason', note: 'note' } as const;

function outcomeInWords(outcome: RejectionReason['outcome']): string {
  switch (outcome) {
    case 'recycle':
      return say('Back to marketing, for another try later');
    case 'disqualify':
      return say('Closed: not worth another try');
  }
}

/** Asks why a lead is turned down: three taps on a phone. */
export function rejectView(
  lead: string,
  handoffId: string,
  reasons: readonly RejectionReason[],
): types.ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.reject,
    private_metadata: handoffId,
    title: { type: 'plain_text', text: say('Reject lead') },
    submit: { type: 'plain_text', text: say('Reject') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      plainSection(say('Why is {lead} not for sales? Marketing reads this.', { lead })),
      {
        type: 'input',
        block_id: REJECT_FIELD.reason,
        label: { type: 'plain_text', text: say('Reason') },
        element: {
          type: 'static_select',
          action_id: REJECT_FIELD.reason,
          placeholder: { type: 'plain_text', text: say('Choose a reason') },
          options: reasons.slice(0, 100).map((reason) => ({
            text: { type: 'plain_text', text: oneLine(reasonLabel(reason), 75) || reason.key },
            description: { type: 'plain_text', text: outcomeInWords(reason.outcome) },
            value: reason.key,
          })),
        },
      },
      {
        type: 'input',
        block_id: REJECT_FIELD.note,
        optional: true,
        label: { type: 'plain_text', text: say('Note') },
        hint: { type: 'plain_text', text: say('What would have made it a good lead?') },
        element: {
          type: 'plain_text_input',
          action_id: REJECT_FIELD.note,
          multiline: true,
          max_length: 1000,
        },
      },
    ],
  };
}

/** Replaces a modal by words: what it asked for could not be done. */
export function noticeView(title: string, sentence: string): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: say('Close') },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: sentence } }],
  };
}
