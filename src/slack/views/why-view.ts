import type { types } from '@slack/bolt';
import { WHY_EXCUSED, WHY_NOT_MINE, whyInWords } from '../../leads/usual-why.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { plainSection } from '../messages/message.ts';
import { plainOption } from './form-fields.ts';
import type { FormValues } from './form-values.ts';

const WHY_FIELD = { reason: 'reason', other: 'other' } as const;

/** In the place of what is offered: what is typed counts. */
const OTHER = 'Something else';

/** Asks a rep why a lead goes to somebody else. */
export function handOnView(lead: string, handoffId: string): types.ModalView {
  return whyView(VIEW.handOn, handoffId, WHY_NOT_MINE, {
    title: say('Not mine'),
    submit: say('Hand on'),
    question: say('Why is {lead} not yours? It goes to somebody who has not had it. This is no rejection.', {
      lead,
    }),
  });
}

/** Asks a manager why a missed deadline does not count. */
export function excuseView(lead: string, handoffId: string): types.ModalView {
  return whyView(VIEW.excuse, handoffId, WHY_EXCUSED, {
    title: say('Excuse a deadline'),
    submit: say('Excuse'),
    question: say('Why does the missed deadline of {lead} not count as waste? It stays visible beside it.', {
      lead,
    }),
  });
}

/** What was chosen or typed, or what is wrong and at which field. */
export function readWhy(values: FormValues): { reason: string } | { errors: Record<string, string> } {
  const chosen = values[WHY_FIELD.reason]?.[WHY_FIELD.reason]?.selected_option?.value ?? '';
  const typed = values[WHY_FIELD.other]?.[WHY_FIELD.other]?.value?.trim() ?? '';
  if (!chosen) return { errors: { [WHY_FIELD.reason]: say('Choose a reason.') } };
  if (chosen !== OTHER) return { reason: typed ? `${chosen}: ${typed}` : chosen };
  return typed ? { reason: typed } : { errors: { [WHY_FIELD.other]: say('Say what it is.') } };
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
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      plainSection(words.question),
      {
        type: 'input',
        block_id: WHY_FIELD.reason,
        label: { type: 'plain_text', text: say('Reason') },
        element: {
          type: 'static_select',
          action_id: WHY_FIELD.reason,
          placeholder: { type: 'plain_text', text: say('Choose a reason') },
          options: [
            ...reasons.map((reason) => plainOption(reason, whyInWords(reason))),
            plainOption(OTHER, say('Something else')),
          ],
        },
      },
      {
        type: 'input',
        block_id: WHY_FIELD.other,
        optional: true,
        label: { type: 'plain_text', text: say('In a few words') },
        element: { type: 'plain_text_input', action_id: WHY_FIELD.other, max_length: 200 },
      },
    ],
  };
}
