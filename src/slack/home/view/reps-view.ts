import type { types } from '@slack/bolt';
import type { RepStanding } from '../../../team/list-reps.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { context, type Wording } from '../../messages/message.ts';
import { repsListMessage } from '../../messages/reps-list-message.ts';
import { inputField } from '../../views/form-fields.ts';
import type { FormValues } from '../../views/form-values.ts';

export const REPS_FIELD = 'reps';

const MOST_ADDED = 50;

/** Asks whom to add to the rotation; below it, who takes part. */
export function repsView(reps: readonly RepStanding[], wording: Wording): types.ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.reps,
    title: { type: 'plain_text', text: say('Reps') },
    submit: { type: 'plain_text', text: say('Add') },
    close: { type: 'plain_text', text: say('Close') },
    blocks: [
      inputField(REPS_FIELD, say('Add to the rotation'), {
        hint: say('Each new lead without an owner goes to one of them, in turn.'),
        element: {
          type: 'multi_users_select',
          action_id: REPS_FIELD,
          max_selected_items: MOST_ADDED,
          placeholder: { type: 'plain_text', text: say('Choose colleagues') },
        },
      }),
      ...(repsListMessage(reps, wording).blocks as types.KnownBlock[]),
      context(
        say('`/funnel reps remove @ada`, `weight @ada 2`, `cap @ada 5 a day` and `pause @ada` change it.'),
      ),
    ],
  };
}

export function readReps(values: FormValues): string[] {
  return values[REPS_FIELD]?.[REPS_FIELD]?.selected_users ?? [];
}
