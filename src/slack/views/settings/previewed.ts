import type { types } from '@slack/bolt';
import type { PolicyPreview } from '../../../sla/apply-policies.ts';
import { previewSentence } from '../../../sla/preview-sentence.ts';
import { say } from '../../../words/say.ts';
import { plainSection } from '../../messages/message.ts';
import { inputField, plainOption, radioButtons } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { chosenIn } from './fields.ts';

const FIELD = 'openLeads';

/** What a form would change: shown before it is saved. */
export interface Preview {
  /** Absent while the deadlines are being counted. */
  deadlines?: PolicyPreview | undefined;
  /** What else it means. */
  notes: readonly string[];
}

/** Whether open leads follow, and above it what that does; nothing where nobody has looked yet. */
export function previewBlocks(preview: Preview | undefined): types.KnownBlock[] {
  if (!preview) return [];
  const { deadlines, notes } = preview;
  return [
    plainSection([say('Not saved yet. Look at what it changes, then save.'), ...notes].join('\n')),
    inputField(FIELD, say('Leads that are open now'), {
      hint: deadlines ? previewSentence(deadlines) : say('Counting the open deadlines…'),
      element: radioButtons(FIELD, [
        plainOption('keep', say('Open leads keep their promise')),
        plainOption('move', say('Move the open deadlines too')),
      ]),
    }),
  ];
}

export function submitLabel(preview: Preview | undefined): string {
  return preview ? say('Save') : say('Preview');
}

/** Whether the deadlines of open leads are to move. */
export function readApplyToOpen(values: FormValues): boolean {
  return chosenIn(values, FIELD) === 'move';
}
