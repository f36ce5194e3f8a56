import type { types } from '@slack/bolt';
import { say } from '../../words/say.ts';
import type { Message } from '../messages/message.ts';

/** What happened with a lead, to read only: above a form, which stays as it is. */
export function storyView({ blocks }: Message): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: say('Lead') },
    close: { type: 'plain_text', text: say('Back') },
    blocks: blocks.filter((block) => block.type !== 'actions') as types.KnownBlock[],
  };
}
