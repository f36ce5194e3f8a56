import { isPerson } from '../../outbox/delivery.ts';
import { say } from '../../words/say.ts';
import { context, type Message } from './message.ts';
import { refusalInWords } from './problem-sentences.ts';

/** A message that could not be brought to its recipient, for whoever gets it in their place. */
export function insteadOfMessage(message: Message, insteadOf: string, because: string): Message {
  const whom = isPerson(insteadOf) ? `<@${insteadOf}>` : `<#${insteadOf}>`;
  const { text } = message;
  return {
    text: isPerson(insteadOf)
      ? say('For somebody that I cannot reach: {message}', { message: text })
      : say('For a channel that I cannot reach: {message}', { message: text }),
    blocks: [
      context(
        say('For {whom}: I could not deliver it there ({why}).', { whom, why: refusalInWords(because) }),
      ),
      ...message.blocks,
    ],
  };
}
