import type { types } from '@slack/bolt';
import type { RejectionReason } from '../../vocabulary.ts';
import { VIEW } from '../action-ids.ts';
import { plainSection } from '../messages/message.ts';
import { oneLine } from '../messages/text.ts';

export const REJECT_FIELD = { reason: 'reason', note: 'note' } as const;

const OUTCOMES = {
  recycle: 'Back to marketing, for another try later',
  disqualify: 'Closed: not worth another try',
} as const satisfies Record<RejectionReason['outcome'], string>;

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
    title: { type: 'plain_text', text: 'Reject lead' },
    submit: { type: 'plain_text', text: 'Reject' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      plainSection(`Why is ${lead} not for sales? Marketing reads this.`),
      {
        type: 'input',
        block_id: REJECT_FIELD.reason,
        label: { type: 'plain_text', text: 'Reason' },
        element: {
          type: 'static_select',
          action_id: REJECT_FIELD.reason,
          placeholder: { type: 'plain_text', text: 'Choose a reason' },
          options: reasons.slice(0, 100).map((reason) => ({
            text: { type: 'plain_text', text: oneLine(reason.label, 75) || reason.key },
            description: { type: 'plain_text', text: OUTCOMES[reason.outcome] },
            value: reason.key,
          })),
        },
      },
      {
        type: 'input',
        block_id: REJECT_FIELD.note,
        optional: true,
        label: { type: 'plain_text', text: 'Note' },
        hint: { type: 'plain_text', text: 'What would have made it a good lead?' },
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
    close: { type: 'plain_text', text: 'Close' },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: sentence } }],
  };
}
