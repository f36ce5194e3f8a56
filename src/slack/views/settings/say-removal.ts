import type { RemovalPreview } from '../../../team/preview-removal.ts';
import { say } from '../../../words/say.ts';

/** What becomes of somebody's leads once they are no rep any more. Plain text. */
export function sayRemoval({ openLeads, otherReps, poolChannelId }: RemovalPreview): string {
  if (openLeads === 0) return say('They hold no open lead that would have to go to somebody else.');
  if (otherReps > 0)
    return say(
      'Once they are no rep, {leads, plural, one {# open lead goes} other {# open leads go}} to {reps, plural, one {the one other rep} other {the # other reps}} at once.',
      { leads: openLeads, reps: otherReps },
    );
  return poolChannelId
    ? say(
        'Once they are no rep, {leads, plural, one {# open lead goes} other {# open leads go}} to the pool channel at once.',
        {
          leads: openLeads,
        },
      )
    : say(
        'Once they are no rep, {leads, plural, one {# open lead waits} other {# open leads wait}} until there is another one.',
        {
          leads: openLeads,
        },
      );
}
