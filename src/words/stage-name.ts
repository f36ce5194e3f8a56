import { assertNever } from '../errors.ts';
import type { Stage } from '../vocabulary.ts';
import { say } from './say.ts';
import { currentVoice } from './voice.ts';

/** A stage where it is shown as such: as the team calls it, else as it is called everywhere. */
export function stageName(stage: Stage): string {
  return currentVoice().stageNames[stage] ?? usualStageName(stage);
}

/** As it is called where the team has no name of its own for it. */
export function usualStageName(stage: Stage): string {
  switch (stage) {
    case 'lead':
      return say('Lead');
    case 'mql':
      return 'MQL';
    case 'sql':
      return 'SQL';
    case 'opportunity':
      return say('Opportunity');
    case 'won':
      return say('Won');
    case 'recycled':
      return say('Back to marketing');
    case 'rejected':
      return say('Rejected');
    case 'lost':
      return say('Lost');
    default:
      return assertNever(stage);
  }
}
