import type { RejectionReason } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { DEFAULT_NEXT_STEP, DEFAULT_REJECTION_REASONS } from './workspace-defaults.ts';

// What the workspace has left as we suggested it is said in the reader's language; its own words stay as they are.

/** What a reason is called. */
export function reasonLabel({ key, label }: Pick<RejectionReason, 'key' | 'label'>): string {
  const isOurs = DEFAULT_REJECTION_REASONS.some((usual) => usual.key === key && usual.label === label);
  return isOurs ? usualLabel(key, label) : label;
}

/** What follows after Accept. */
export function shownNextStep(nextStep: string): string {
  return nextStep === DEFAULT_NEXT_STEP ? say('Call within an hour, then press Contacted.') : nextStep;
}

function usualLabel(key: string, label: string): string {
  switch (key) {
    case 'not_now':
      return say('Not now, try again later');
    case 'not_enough_interest':
      return say('Not ready to talk to sales');
    case 'unreachable':
      return say('Contact details do not work');
    case 'no_fit':
      return say('Not our kind of customer');
    case 'no_budget':
      return say('No budget');
    case 'duplicate':
      return say('Duplicate or existing customer');
    case 'spam':
      return say('Spam or test');
    default:
      return label;
  }
}
