import type { LeadStory } from '../../leads/lead-story.ts';
import { say } from '../../words/say.ts';
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
  const added = leadName(lead);
  const sentence =
    progress?.stage === 'lead'
      ? say('✅ {lead} is added. Make it an MQL when sales should call.', { lead: added })
      : say('✅ {lead} is added. It is handed over now: whoever gets it has the card.', { lead: added });
  return {
    text: sentence,
    blocks: [
      section(`${sentence} ${say('`/funnel lead {id}` tells what becomes of it.', { id: leadId })}`),
      ...storyMessage(story, wording, reader).blocks,
    ],
  };
}
