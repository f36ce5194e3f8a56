import type { LeadCard } from '../../leads/lead-card.ts';
import { say } from '../../words/say.ts';
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
    whose === 'own'
      ? say('{total, plural, one {# open lead} other {# open leads}} with you', { total })
      : say('{total, plural, one {# open lead} other {# open leads}}', { total });
  const overdue = cards.filter((card) => card.isOverdue).length;
  const more = total - cards.length;
  const notes = [
    typeof whose === 'object' ? say('With {who}.', { who: `<@${whose.userId}>` }) : '',
    overdue > 0
      ? say('⏰ {overdue, plural, one {# of those shown is} other {# of those shown are}} overdue.', {
          overdue,
        })
      : '',
    more > 0
      ? say('{more, plural, one {# more lead} other {# more leads}} with later deadlines not shown.', {
          more,
        })
      : '',
    say('Times in {zone}.', { zone: wording.timeZone }),
  ].filter(Boolean);
  return {
    text: say('{title}, the most urgent first.', { title }),
    blocks: [
      header(title),
      ...leadRows(cards, { rowOf: (card) => leadRow(card, wording), namesReps: whose === 'team' }),
      context(notes.join(' ')),
      ...(whose === 'team' ? [actions(button(say('Give several…'), ACTION.giveSeveral, 'queue'))] : []),
    ],
  };
}

function nothingWaits(whose: 'own' | 'team' | { userId: string }): Message {
  if (whose === 'own')
    return plainMessage(say('You have no open leads. New MQLs come to you as cards in this app’s messages.'));
  if (whose === 'team')
    return plainMessage(say('No lead is waiting for a decision. New MQLs go to the reps as cards.'));
  return {
    text: say('No open leads.'),
    blocks: [section(say('{who} has no open leads.', { who: `<@${whose.userId}>` }))],
  };
}
