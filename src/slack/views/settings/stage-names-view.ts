import type { types } from '@slack/bolt';
import { LONGEST_STAGE_NAME, type StageNames } from '../../../team/stage-names.ts';
import { STAGES } from '../../../vocabulary.ts';
import { say } from '../../../words/say.ts';
import { usualStageName } from '../../../words/stage-name.ts';
import { VIEW } from '../../action-ids.ts';
import { plainSection } from '../../messages/message.ts';
import { inputField, textInput } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { typedIn } from './fields.ts';
import { formView } from './form-view.ts';
import type { Trail } from './trail.ts';

/** What the team calls each stage. */
export function stageNamesView(names: StageNames, trail: Trail): types.ModalView {
  return formView({ callbackId: VIEW.stageNames, title: say('Names of stages'), trail }, [
    plainSection(
      say(
        'Every card, report and digest uses these names from now on. Figures, commands and your CRM stay as they are.',
      ),
    ),
    ...STAGES.map((stage) =>
      inputField(stage, usualStageName(stage), {
        ...(stage === 'sql' ? { hint: say('Some teams call it SAL: accepted by sales.') } : {}),
        optional: true,
        element: textInput(stage, names[stage] ?? '', {
          longest: LONGEST_STAGE_NAME,
          example: usualStageName(stage),
        }),
      }),
    ),
  ]);
}

export function readStageNamesForm(values: FormValues): StageNames {
  return Object.fromEntries(STAGES.map((stage) => [stage, typedIn(values, stage)]));
}
