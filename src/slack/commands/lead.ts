import { InvalidInputError } from '../../errors.ts';
import { leadStory } from '../../leads/lead-story.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { storyMessage } from '../messages/story-message.ts';
import { readerOfStory } from '../reader-of-story.ts';
import type { Command } from './command.ts';

export const leadCommand: Command = {
  name: 'lead',
  usage: 'lead ID',
  summary:
    'everything that happened with one lead, such as `/funnel lead L-77`, and what became of it; managers correct it there',
  audience: 'everyone',
  async run({ ctx, text }) {
    if (text === '')
      throw new InvalidInputError('Say which lead, by its id in your CRM: `/funnel lead L-77`.');
    const story = await leadStory(ctx, unescaped(text));
    const { timeZone } = await getWorkspace(ctx);
    return storyMessage(story, { timeZone, now: ctx.now() }, readerOfStory(ctx));
  },
};

/** As it was typed: Slack escapes these three characters. */
function unescaped(typed: string): string {
  return typed.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
