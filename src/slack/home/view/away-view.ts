import type { types } from '@slack/bolt';
import type { LocalDate } from '../../../lib/local-date.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { inputField } from '../../views/form-fields.ts';
import type { FormValues } from '../../views/form-values.ts';

export const AWAY_FIELD = { from: 'from', last: 'last' } as const;

/** Asks from when until when somebody is away. */
export function awayView(today: LocalDate): types.ModalView {
  const day = (name: string) => ({
    type: 'datepicker' as const,
    action_id: name,
    initial_date: today,
  });
  return {
    type: 'modal',
    callback_id: VIEW.away,
    title: { type: 'plain_text', text: say('I am away') },
    submit: { type: 'plain_text', text: say('Save') },
    close: { type: 'plain_text', text: say('Cancel') },
    blocks: [
      inputField(AWAY_FIELD.from, say('First day'), { element: day(AWAY_FIELD.from) }),
      inputField(AWAY_FIELD.last, say('Last day'), {
        hint: say('New leads go to others on these days. What you hold stays with you.'),
        element: day(AWAY_FIELD.last),
      }),
    ],
  };
}

export function readAway(values: FormValues): {
  fromOn: LocalDate | undefined;
  lastOn: LocalDate | undefined;
} {
  const chosen = (name: string) => values[name]?.[name]?.selected_date ?? undefined;
  return { fromOn: chosen(AWAY_FIELD.from), lastOn: chosen(AWAY_FIELD.last) };
}
