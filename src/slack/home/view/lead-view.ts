import type { types } from '@slack/bolt';
import type { LeadCard } from '../../../leads/lead-card.ts';
import { say } from '../../../words/say.ts';
import { leadCardMessage } from '../../messages/lead-card-message.ts';
import type { Wording } from '../../messages/message.ts';
import type { Reader } from '../../messages/reader.ts';

/** The card of a lead to read only: it is decided where it was opened from. */
export function leadView(card: LeadCard, wording: Wording, reader: Reader): types.ModalView {
  const { blocks } = leadCardMessage(card, wording, reader);
  return {
    type: 'modal',
    title: { type: 'plain_text', text: say('Lead') },
    close: { type: 'plain_text', text: say('Close') },
    blocks: blocks.filter((block) => block.type !== 'actions') as types.KnownBlock[],
  };
}
