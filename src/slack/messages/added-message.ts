import type { LeadStory } from '../../leads/lead-story.ts';
import { leadName } from './lead-card-message.ts';
import { type Message, section, type Wording } from './message.ts';
import { storyMessage } from './story-message.ts';

/** To whoever added a lead: that it is there, what becomes of it, and its story so far. */
export function addedMessage(
  story: LeadStory,
  wording: Wording,
  reader: { userId: string | null; isManager: boolean },
): Message {
  const { leadId, progress, lead } = story;
  const next =
    progress?.stage === 'lead'
      ? 'Make it an MQL when sales should call.'
      : 'It is handed over now: whoever gets it has the card.';
  const sentence = `✅ ${leadName(lead)} is added. ${next}`;
  return {
    text: sentence,
    blocks: [
      section(`${sentence} \`/funnel lead ${leadId}\` tells what becomes of it.`),
      ...storyMessage(story, wording, reader).blocks,
    ],
  };
}
