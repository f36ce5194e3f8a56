import type { types } from '@slack/bolt';
import type { Correction } from '../../leads/correct-decision.ts';
import { reasonLabel } from '../../team/shown-defaults.ts';
import type { RejectionReason } from '../../vocabulary.ts';
import { say } from '../../words/say.ts';
import { VIEW } from '../action-ids.ts';
import { plainSection } from '../messages/message.ts';
import { cut, oneLine } from '../messages/text.ts';
import type { FormValues } from './form-values.ts';

export const CORRECT_FIELD = { to: 'to', why: 'why' } as const;

const MOST_REASONS = 97;

/** Asks a manager what a decision should have been, and why. */
export function correctView(
  lead: string,
  is: string,
  handoffId: string,
  reasons: readonly RejectionReason[],
): types.ModalView {
  const option = (label: string, value: string): types.PlainTextOption => ({
    text: { type: 'plain_text', text: cut(label, 75) },
    value,
  });
  const rejections = reasons.slice(0, MOST_REASONS).map((reason) => {
    const label = oneLine(reasonLabel(reason), 60) || reason.key;
    return option(
      reason.outcome === 'recycle'
        ? say('Back to marketing: {label}', { label })
        : say('Rejected: {label}', { label }),
      encode(reason),
    );
  });
  return {
    type: 'modal',
    callback_id: VIEW.correct,
    private_metadata: handoffId,
    title: { type: 'plain_text', text: say('Correct a decision') },
    submit: { type: 'plain_text', text: say('Correct') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      plainSection(say('{lead} is {is}. What should it be? The time of the decision stays.', { lead, is })),
      {
        type: 'input',
        block_id: CORRECT_FIELD.to,
        label: { type: 'plain_text', text: say('It should be') },
        element: {
          type: 'static_select',
          action_id: CORRECT_FIELD.to,
          placeholder: { type: 'plain_text', text: say('Choose') },
          options: [
            option(say('Open again'), 'open'),
            option(say('Accepted'), 'accepted'),
            ...rejections,
            option(say('Back to marketing, without a reason'), 'recycled'),
          ],
        },
      },
      {
        type: 'input',
        block_id: CORRECT_FIELD.why,
        label: { type: 'plain_text', text: say('Why') },
        hint: { type: 'plain_text', text: say('Stands on the card and in the record.') },
        element: { type: 'plain_text_input', action_id: CORRECT_FIELD.why, max_length: 300 },
      },
    ],
  };
}

/** What was chosen; undefined where nothing was. */
export function readCorrection(values: FormValues): Pick<Correction, 'to' | 'reason' | 'why'> | undefined {
  const chosen = values[CORRECT_FIELD.to]?.[CORRECT_FIELD.to]?.selected_option?.value ?? '';
  const why = values[CORRECT_FIELD.why]?.[CORRECT_FIELD.why]?.value ?? '';
  if (chosen === 'open' || chosen === 'accepted' || chosen === 'recycled') return { to: chosen, why };
  const [, to, reason] = /^(rejected|recycled) (.+)$/s.exec(chosen) ?? [];
  return to && reason ? { to: to as 'rejected' | 'recycled', reason, why } : undefined;
}

function encode({ outcome, key }: RejectionReason): string {
  return `${outcome === 'recycle' ? 'recycled' : 'rejected'} ${key}`;
}
