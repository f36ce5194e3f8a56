import type { types } from '@slack/bolt';
import { LONGEST_REASON, type ReasonInput, type ReasonInUse } from '../../../team/rejection-reasons.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { checkboxes, inputField, plainOption, radioButtons, textInput } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { chosenIn, tickedIn, typedIn } from './fields.ts';
import { formView } from './form-view.ts';
import { sayOutcome } from './reasons-view.ts';
import type { Trail } from './trail.ts';

export const REASON_FIELD = { label: 'label', outcome: 'outcome', turn: 'turn' } as const;

/** One reason, a new one where none is given. */
export function reasonView(reason: ReasonInUse | undefined, trail: Trail): types.ModalView {
  const title = reason ? say('Edit a reason') : say('Add a reason');
  return formView({ callbackId: VIEW.reason, title, trail }, [
    inputField(REASON_FIELD.label, say('Reason'), {
      hint: reason
        ? say(
            '{used, plural, =0 {Not used yet.} one {# lead shows the new words, too.} other {# leads show the new words, too.}}',
            {
              used: reason.used,
            },
          )
        : say('As a rep chooses it, such as “Not our kind of customer”.'),
      element: textInput(REASON_FIELD.label, (reason?.label ?? '').slice(0, LONGEST_REASON), {
        longest: LONGEST_REASON,
      }),
    }),
    inputField(REASON_FIELD.outcome, say('What follows'), {
      hint: say('Leads that were rejected before stay as they are.'),
      element: radioButtons(
        REASON_FIELD.outcome,
        [plainOption('recycle', sayOutcome('recycle')), plainOption('disqualify', sayOutcome('disqualify'))],
        reason?.outcome,
      ),
    }),
    inputField(REASON_FIELD.turn, say('Rotation'), {
      optional: true,
      element: checkboxes(
        REASON_FIELD.turn,
        [plainOption('back', say('It was no lead: the rep gets the turn back'))],
        reason?.givesTurnBack ? ['back'] : [],
      ),
    }),
  ]);
}

export function readReason(values: FormValues): ReasonInput {
  return {
    label: typedIn(values, REASON_FIELD.label),
    outcome: chosenIn(values, REASON_FIELD.outcome) === 'disqualify' ? 'disqualify' : 'recycle',
    givesTurnBack: tickedIn(values, REASON_FIELD.turn).includes('back'),
  };
}
