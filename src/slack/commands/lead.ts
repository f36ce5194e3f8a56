import { InvalidInputError } from '../../errors.ts';
import { say } from '../../words/say.ts';
import { storyOf } from '../story-of.ts';
import type { Command } from './command.ts';

export const leadCommand: Command = {
  name: 'lead',
  usage: 'lead ID',
  summary: () =>
    say(
      'everything that happened with one lead, such as `/funnel lead L-77`, and what became of it; managers correct it there',
    ),
  audience: 'everyone',
  async run({ ctx, text }) {
    if (text === '')
      throw new InvalidInputError(say('Say which lead, by its id in your CRM: `/funnel lead L-77`.'));
    return storyOf(ctx, unescaped(text));
  },
};

/** As it was typed: Slack escapes these three characters. */
function unescaped(typed: string): string {
  return typed.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
