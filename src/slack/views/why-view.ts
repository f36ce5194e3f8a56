import type { types } from '@slack/bolt';
import { VIEW } from '../action-ids.ts';
import { plainSection } from '../messages/message.ts';
import type { FormValues } from './form-values.ts';

const WHY_FIELD = { reason: 'reason', other: 'other' } as const;

const OTHER = 'Something else';

const NOT_MINE = ['Wrong region', 'Wrong product', 'Conflict of interest', 'No time for it'] as const;
const NOT_THEIR_FAULT = ['Duplicate', 'Spam', 'An outage of ours'] as const;

/** Asks a rep why a lead goes to somebody else. */
export function handOnView(lead: string, handoffId: string): types.ModalView {
  return whyView(VIEW.handOn, handoffId, NOT_MINE, {
    title: 'Not mine',
    submit: 'Hand on',
    question: `Why is ${lead} not yours? It goes to somebody who has not had it. This is no rejection.`,
  });
}

/** Asks a manager why a missed deadline does not count. */
export function excuseView(lead: string, handoffId: string): types.ModalView {
  return whyView(VIEW.excuse, handoffId, NOT_THEIR_FAULT, {
    title: 'Excuse a deadline',
    submit: 'Excuse',
    question: `Why does the missed deadline of ${lead} not count as waste? It stays visible beside it.`,
  });
}

/** What was chosen or typed, or what is wrong and at which field. */
export function readWhy(values: FormValues): { reason: string } | { errors: Record<string, string> } {
  const chosen = values[WHY_FIELD.reason]?.[WHY_FIELD.reason]?.selected_option?.value ?? '';
  const typed = values[WHY_FIELD.other]?.[WHY_FIELD.other]?.value?.trim() ?? '';
  if (!chosen) return { errors: { [WHY_FIELD.reason]: 'Choose a reason.' } };
  if (chosen !== OTHER) return { reason: typed ? `${chosen}: ${typed}` : chosen };
  return typed ? { reason: typed } : { errors: { [WHY_FIELD.other]: 'Say what it is.' } };
}

function whyView(
  callbackId: string,
  handoffId: string,
  reasons: readonly string[],
  words: { title: string; submit: string; question: string },
): types.ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: handoffId,
    title: { type: 'plain_text', text: words.title },
    submit: { type: 'plain_text', text: words.submit },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      plainSection(words.question),
      {
        type: 'input',
        block_id: WHY_FIELD.reason,
        label: { type: 'plain_text', text: 'Reason' },
        element: {
          type: 'static_select',
          action_id: WHY_FIELD.reason,
          placeholder: { type: 'plain_text', text: 'Choose a reason' },
          options: [...reasons, OTHER].map((reason) => ({
            text: { type: 'plain_text', text: reason },
            value: reason,
          })),
        },
      },
      {
        type: 'input',
        block_id: WHY_FIELD.other,
        optional: true,
        label: { type: 'plain_text', text: 'In a few words' },
        element: { type: 'plain_text_input', action_id: WHY_FIELD.other, max_length: 200 },
      },
    ],
  };
}
