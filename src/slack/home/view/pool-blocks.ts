import type { types } from '@slack/bolt';
import type { LeadCard } from '../../../leads/lead-card.ts';
import type { Pool } from '../../../leads/list-pool.ts';
import { say } from '../../../words/say.ts';
import { ACTION } from '../../action-ids.ts';
import { row } from '../../messages/lead-buttons.ts';
import { button, context, header, type Wording } from '../../messages/message.ts';
import { richText } from '../../messages/rich-text.ts';
import { deadlineLines } from '../../messages/turn-lines.ts';
import { nameLine } from './own-blocks.ts';

/** Leads that found no rep: for a rep, who may take them. */
export function poolBlocks({ total, cards }: Pool, wording: Wording): types.KnownBlock[] {
  if (cards.length === 0) return [];
  const more = total - cards.length;
  return [
    header(
      say('In the pool: {count, plural, one {# lead} other {# leads}}, the first to claim gets it', {
        count: total,
      }),
    ),
    ...cards.flatMap((card) => [
      richText([nameLine(card), ...deadlineLines(card, wording)]),
      row(claimButton(card), button(say('Details…'), ACTION.showLead, card.handoffId)),
    ]),
    ...(more > 0
      ? [
          context(
            say('{more, plural, one {# more stands} other {# more stand}} in the pool channel.', { more }),
          ),
        ]
      : []),
  ];
}

export function claimButton({ handoffId }: LeadCard): types.Button {
  return button(say('Claim'), ACTION.claim, handoffId);
}
