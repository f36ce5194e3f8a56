import type { LeadCard } from '../../leads/lead-card.ts';
import { ACTION } from '../action-ids.ts';
import { leadRow, leadRows } from './lead-rows.ts';
import {
  actions,
  button,
  context,
  header,
  type Message,
  plainMessage,
  section,
  type Wording,
} from './message.ts';
import { counted } from './text.ts';

/** Open leads, as many as one message names. */
export function queueMessage(
  { total, cards }: { total: number; cards: readonly LeadCard[] },
  whose: 'own' | 'team' | { userId: string },
  wording: Wording,
): Message {
  if (total === 0) {
    return nothingWaits(whose);
  }
  const title =
    whose === 'own' ? `${counted(total, 'open lead')} with you` : `${counted(total, 'open lead')}`;
  const overdue = cards.filter((card) => card.isOverdue).length;
  const more = total - cards.length;
  const notes = [
    typeof whose === 'object' ? `With <@${whose.userId}>.` : '',
    overdue > 0 ? `⏰ ${overdue} of those shown ${overdue === 1 ? 'is' : 'are'} overdue.` : '',
    more > 0 ? `${counted(more, 'more lead', 'more leads')} with later deadlines not shown.` : '',
    `Times in ${wording.timeZone}.`,
  ].filter(Boolean);
  return {
    text: `${title}, the most urgent first.`,
    blocks: [
      header(title),
      ...leadRows(cards, { rowOf: (card) => leadRow(card, wording), namesReps: whose === 'team' }),
      context(notes.join(' ')),
      ...(whose === 'team' ? [actions(button('Give several…', ACTION.giveSeveral, 'queue'))] : []),
    ],
  };
}

function nothingWaits(whose: 'own' | 'team' | { userId: string }): Message {
  if (whose === 'own')
    return plainMessage('You have no open leads. New MQLs come to you as cards in this app’s messages.');
  if (whose === 'team')
    return plainMessage('No lead is waiting for a decision. New MQLs go to the reps as cards.');
  return { text: 'No open leads.', blocks: [section(`<@${whose.userId}> has no open leads.`)] };
}
