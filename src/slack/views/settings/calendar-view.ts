import type { types } from '@slack/bolt';
import { LONGEST_HOLIDAYS_TEXT } from '../../../team/holiday-dates.ts';
import type { Settings } from '../../../team/save-settings.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { inputField, textInput } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { typedIn } from './fields.ts';
import { formView } from './form-view.ts';
import { type Preview, previewBlocks, submitLabel } from './previewed.ts';
import type { Trail } from './trail.ts';

const FIELD = {
  workingHours: 'workingHours',
  timeZone: 'timeZone',
  holidayRegion: 'holidayRegion',
  holidays: 'holidays',
} as const;

export type CalendarForm = Pick<Settings, keyof typeof FIELD>;

/** When the team works: the clock of deadlines, digests and reports. */
export function calendarView(
  form: CalendarForm,
  { trail, preview }: { trail: Trail; preview?: Preview | undefined },
): types.ModalView {
  const about = {
    callbackId: VIEW.calendar,
    title: say('Working calendar'),
    submit: submitLabel(preview),
    trail,
  };
  return formView(about, [
    ...previewBlocks(preview),
    inputField(FIELD.workingHours, say('Working hours'), {
      hint: say(
        'Such as Mon-Fri 09:00-17:00, or Mon-Thu 08:00-12:00 13:00-17:00, Fri 08:00-12:00. Write the days in English.',
      ),
      element: textInput(FIELD.workingHours, form.workingHours, { longest: 500 }),
    }),
    inputField(FIELD.timeZone, say('Time zone'), {
      hint: say('Of working hours, digests and reports. Such as Europe/Berlin'),
      element: textInput(FIELD.timeZone, form.timeZone),
    }),
    inputField(FIELD.holidayRegion, say('Public holidays of'), {
      hint: say(
        'A country, or a country and its state: DE, DE-BY, US-CA. Deadlines pass over its public holidays.',
      ),
      optional: true,
      element: textInput(FIELD.holidayRegion, form.holidayRegion),
    }),
    inputField(FIELD.holidays, say('Own free days'), {
      hint: say('Such as 2026-12-24 or 2026-12-27..2026-12-31, one a line.'),
      optional: true,
      element: textInput(FIELD.holidays, form.holidays, { longest: LONGEST_HOLIDAYS_TEXT, multiline: true }),
    }),
  ]);
}

export function readCalendar(values: FormValues): CalendarForm {
  return {
    workingHours: typedIn(values, FIELD.workingHours),
    timeZone: typedIn(values, FIELD.timeZone).trim(),
    holidayRegion: typedIn(values, FIELD.holidayRegion).trim(),
    holidays: typedIn(values, FIELD.holidays),
  };
}
