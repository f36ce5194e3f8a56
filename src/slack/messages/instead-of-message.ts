import { isPerson } from '../../outbox/delivery.ts';
import { context, type Message } from './message.ts';
import { refusalInWords } from './problem-sentences.ts';

/** A message that could not be brought to its recipient, for whoever gets it in their place. */
export function insteadOfMessage(message: Message, insteadOf: string, because: string): Message {
  const whom = recipientMention(insteadOf);
  const why = refusalInWords(because);
  return {
    text: `For ${isPerson(insteadOf) ? 'somebody' : 'a channel'} that I cannot reach: ${message.text}`,
    blocks: [context(`For ${whom}: I could not deliver it there (${why}).`), ...message.blocks],
  };
}

function recipientMention(recipientId: string): string {
  return isPerson(recipientId) ? `<@${recipientId}>` : `<#${recipientId}>`;
}
