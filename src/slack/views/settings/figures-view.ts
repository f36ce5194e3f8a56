import type { types } from '@slack/bolt';
import type { Settings } from '../../../team/save-settings.ts';
import { dateFormat } from '../../../words/formats.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { inputField, plainOption, textInput } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { chosenIn, dropDown, typedIn } from './fields.ts';
import { formView } from './form-view.ts';
import type { Trail } from './trail.ts';

const FIELD = { fiscalYearStart: 'fiscalYearStart', currency: 'currency' } as const;

export type FiguresForm = Pick<Settings, keyof typeof FIELD>;

/** What the figures of reports are counted by. */
export function figuresView(form: FiguresForm, trail: Trail): types.ModalView {
  const [january = plainOption('1', '1'), ...others] = Array.from({ length: 12 }, (_, index) =>
    plainOption(String(index + 1), nameOfMonth(index)),
  );
  return formView({ callbackId: VIEW.figures, title: say('Year and currency'), trail }, [
    inputField(FIELD.fiscalYearStart, say('The fiscal year starts in'), {
      hint: say(
        'Quarters, halves and years of reports follow. A fiscal year is called after the year in which it ends.',
      ),
      element: dropDown(FIELD.fiscalYearStart, [january, ...others], String(form.fiscalYearStart)),
    }),
    inputField(FIELD.currency, say('Currency of spend'), {
      hint: say('Three letters, such as EUR. It cannot change once spend is recorded.'),
      element: textInput(FIELD.currency, form.currency, { longest: 10 }),
    }),
  ]);
}

export function readFigures(values: FormValues): FiguresForm {
  return {
    fiscalYearStart: Number(chosenIn(values, FIELD.fiscalYearStart) ?? Number.NaN),
    currency: typedIn(values, FIELD.currency),
  };
}

export function nameOfMonth(index: number): string {
  return dateFormat({ month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, index, 1)));
}
