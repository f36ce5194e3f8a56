import type { types } from '@slack/bolt';
import type { RepStanding } from '../../../team/list-reps.ts';
import { isRole, type Role } from '../../../vocabulary.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import type { Wording } from '../../messages/message.ts';
import { repsListMessage } from '../../messages/reps-list-message.ts';
import { checkboxes, inputField, plainOption } from '../../views/form-fields.ts';
import type { FormValues } from '../../views/form-values.ts';
import { tickedIn } from '../../views/settings/fields.ts';
import { formView } from '../../views/settings/form-view.ts';
import { sayRole } from '../../views/settings/people-view.ts';
import type { Trail } from '../../views/settings/trail.ts';

export const REPS_FIELD = { people: 'reps', roles: 'roles' } as const;

const MOST_ADDED = 50;

/** Asks whom to add and as what; below it, who takes part in the rotation. */
export function repsView(
  reps: readonly RepStanding[],
  { wording, mayGrant, trail }: { wording: Wording; mayGrant: readonly Role[]; trail: Trail },
): types.ModalView {
  const about = { callbackId: VIEW.reps, title: say('Add people'), submit: say('Add'), trail };
  return formView(about, [
    inputField(REPS_FIELD.people, say('Who'), {
      hint: say('Reps get each new lead without an owner in turn.'),
      element: {
        type: 'multi_users_select',
        action_id: REPS_FIELD.people,
        max_selected_items: MOST_ADDED,
        placeholder: { type: 'plain_text', text: say('Choose colleagues') },
      },
    }),
    inputField(REPS_FIELD.roles, say('As'), {
      element: checkboxes(
        REPS_FIELD.roles,
        mayGrant.map((role) => plainOption(role, sayRole(role))),
        ['rep'],
      ),
    }),
    ...(repsListMessage(reps, wording).blocks as types.KnownBlock[]),
  ]);
}

export function readReps(values: FormValues): { userIds: string[]; roles: Role[] } {
  return {
    userIds: values[REPS_FIELD.people]?.[REPS_FIELD.people]?.selected_users ?? [],
    roles: tickedIn(values, REPS_FIELD.roles).filter(isRole),
  };
}
