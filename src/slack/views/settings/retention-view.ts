import type { types } from '@slack/bolt';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { plainSection } from '../../messages/message.ts';
import { inputField } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { fieldOf, wholeNumber } from './fields.ts';
import { formView } from './form-view.ts';
import type { Trail } from './trail.ts';

export const KEPT_MONTHS = 'keptMonths';

/** For how long leads are kept. `erasedTonight`: how many would go, once somebody has looked. */
export function retentionView(
  keptMonths: number | null,
  { trail, erasedTonight }: { trail: Trail; erasedTonight?: number | undefined },
): types.ModalView {
  const submit = erasedTonight === undefined ? say('Preview') : say('Save');
  return formView({ callbackId: VIEW.retention, title: say('Keeping leads'), submit, trail }, [
    ...(erasedTonight === undefined ? [] : [plainSection(retentionPreview(keptMonths, erasedTonight))]),
    inputField(KEPT_MONTHS, say('Erase leads after so many months without news'), {
      hint: say('1 to 240. Left empty, leads are kept for ever. Erased leads still count in figures.'),
      optional: true,
      element: wholeNumber(KEPT_MONTHS, keptMonths),
    }),
  ]);
}

/** What saving it would do. */
function retentionPreview(keptMonths: number | null, erasedTonight: number): string {
  if (keptMonths === null) return say('Not saved yet. Nothing would be erased by itself.');
  return say(
    'Not saved yet. {count, plural, =0 {No lead would be erased tonight} one {# lead would be erased tonight} other {# leads would be erased tonight}}, and others as their time comes. That cannot be undone.',
    { count: erasedTonight },
  );
}

/** Null where nothing was typed. */
export function readKeptMonths(values: FormValues): number | null {
  const typed = (fieldOf(values, KEPT_MONTHS)?.value ?? '').trim();
  return typed === '' ? null : Number(typed);
}
