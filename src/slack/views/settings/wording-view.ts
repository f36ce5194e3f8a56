import type { types } from '@slack/bolt';
import type { Settings } from '../../../team/save-settings.ts';
import { ENGLISH, LANGUAGES, nameOfLanguage } from '../../../words/languages.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { inputField, plainOption, textInput } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { chosenIn, dropDown, typedIn } from './fields.ts';
import { formView } from './form-view.ts';
import type { Trail } from './trail.ts';

const FIELD = { nextStep: 'nextStep', mqlDefinition: 'mqlDefinition', language: 'language' } as const;

export type WordingForm = Pick<Settings, keyof typeof FIELD>;

/** What the team says of a lead that was accepted and of one that qualifies, and in which language channels are spoken to. */
export function wordingView(form: WordingForm, trail: Trail): types.ModalView {
  const english = plainOption(ENGLISH, nameOfLanguage(ENGLISH));
  const others = LANGUAGES.filter((language) => language !== ENGLISH);
  return formView({ callbackId: VIEW.wording, title: say('Texts and language'), trail }, [
    inputField(FIELD.nextStep, say('Next step after Accept'), {
      hint: say('Stands on the card of every accepted lead.'),
      element: textInput(FIELD.nextStep, form.nextStep, { longest: 500 }),
    }),
    inputField(FIELD.mqlDefinition, say('What counts as an MQL here'), {
      hint: say('Colleagues without a role read it on the Home tab, and new reps in their first message.'),
      optional: true,
      element: textInput(FIELD.mqlDefinition, form.mqlDefinition, { longest: 500, multiline: true }),
    }),
    inputField(FIELD.language, say('Language of channels'), {
      hint: say('Digests, reports and cards in channels. Each person reads the language of their own Slack.'),
      element: dropDown(
        FIELD.language,
        [english, ...others.map((language) => plainOption(language, nameOfLanguage(language)))],
        form.language ?? ENGLISH,
      ),
    }),
  ]);
}

export function readWording(values: FormValues): WordingForm {
  return {
    nextStep: typedIn(values, FIELD.nextStep),
    mqlDefinition: typedIn(values, FIELD.mqlDefinition),
    // English chosen is not the same as nothing chosen, which the first admin's language takes the place of.
    language: chosenIn(values, FIELD.language) ?? ENGLISH,
  };
}
