import type { types } from '@slack/bolt';
import type { Settings } from '../../../team/save-settings.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { inputField, plainOption, radioButtons, textInput } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { chosenIn, numberIn, typedIn } from './fields.ts';
import { formView } from './form-view.ts';
import { type Preview, previewBlocks, submitLabel } from './previewed.ts';
import type { Trail } from './trail.ts';

const FIELD = { slaHours: 'slaHours', inWorkingTime: 'inWorkingTime', timeZone: 'timeZone' } as const;

/** The zone is asked for as long as nobody has confirmed it. */
export type PromiseForm = Pick<Settings, 'slaHours' | 'inWorkingTime'> & { timeZone?: string };

/** Within which time a lead is decided that no other policy covers. */
export function promiseView(
  form: PromiseForm,
  { trail, preview }: { trail: Trail; preview?: Preview | undefined },
): types.ModalView {
  const about = { callbackId: VIEW.promise, title: say('The promise'), submit: submitLabel(preview), trail };
  return formView(about, [
    ...previewBlocks(preview),
    inputField(FIELD.slaHours, say('Hours to accept or reject'), {
      hint: say('A changed promise holds for leads handed over from now on.'),
      element: {
        type: 'number_input',
        action_id: FIELD.slaHours,
        is_decimal_allowed: true,
        ...(Number.isNaN(form.slaHours) ? {} : { initial_value: String(form.slaHours) }),
      },
    }),
    inputField(FIELD.inWorkingTime, say('Which hours count'), {
      element: radioButtons(
        FIELD.inWorkingTime,
        [
          plainOption('working', say('Working hours only')),
          plainOption('calendar', say('The wall clock, nights and weekends included')),
        ],
        form.inWorkingTime ? 'working' : 'calendar',
      ),
    }),
    ...(form.timeZone === undefined
      ? []
      : [
          inputField(FIELD.timeZone, say('Time zone'), {
            hint: say('Of working hours, digests and reports. Such as Europe/Berlin'),
            element: textInput(FIELD.timeZone, form.timeZone),
          }),
        ]),
  ]);
}

export function readPromise(values: FormValues): PromiseForm {
  return {
    slaHours: numberIn(values, FIELD.slaHours),
    inWorkingTime: chosenIn(values, FIELD.inWorkingTime) !== 'calendar',
    ...(FIELD.timeZone in values ? { timeZone: typedIn(values, FIELD.timeZone).trim() } : {}),
  };
}
