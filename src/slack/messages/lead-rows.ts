import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { ACTION } from '../action-ids.ts';
import { plainLeadName } from './lead-card-message.ts';
import { button, plainSection, type Wording } from './message.ts';
import { richText, text, user } from './rich-text.ts';
import { timeInWords } from './times.ts';

/** Of what a message may hold in all; the rest is for its words around the leads. */
const MOST_CHARACTERS = 8_400;

/** One row a lead, and below each who has it, for readers who may know; without these where all of it is too long. */
export function leadRows<Card extends LeadCard>(
  cards: readonly Card[],
  { rowOf, namesReps }: { rowOf: (card: Card) => types.SectionBlock; namesReps: boolean },
): (types.SectionBlock | types.RichTextBlock)[] {
  const rows = cards.map(rowOf);
  if (!namesReps) return rows;
  const named = cards.flatMap((card) => [rowOf(card), richText([whoHasIt(card)])]);
  return JSON.stringify(named).length <= MOST_CHARACTERS ? named : rows;
}

/** One lead on one line, with a button that opens its card: short, since a message holds twenty. */
export function leadRow(card: LeadCard, { timeZone }: Wording): types.SectionBlock {
  const status =
    card.state === 'open'
      ? `${card.isOverdue ? '⏰ overdue since' : 'due'} ${timeInWords(card.dueAt, timeZone)}`
      : ROW_STATUS[card.state];
  return statusRow(card, status, card.state === 'open');
}

/** A lead and how it stands, with a way to its card where something is left to do. */
export function statusRow(card: LeadCard, status: string, opens: boolean): types.SectionBlock {
  return {
    ...plainSection(`${plainLeadName(card, 40)} · ${status}`),
    ...(opens ? { accessory: button('Open card', ACTION.openCard, card.handoffId) } : {}),
  };
}

const ROW_STATUS = {
  accepted: '✅ accepted',
  rejected: '🚫 rejected',
  recycled: '♻️ back to marketing',
  withdrawn: '↩️ withdrawn',
  void: '↩️ no longer an MQL',
} as const satisfies Record<Exclude<LeadCard['state'], 'open'>, string>;

/** Who has a lead, and who missed its deadline where that was somebody else. */
export function whoHasIt({
  state,
  holderId,
  breachHolderId,
  decidedBy,
  routedTo,
}: LeadCard): types.RichTextElement[] {
  const isOther = breachHolderId && breachHolderId !== (decidedBy ?? holderId);
  const missed = isOther ? [text('missed by '), user(breachHolderId), text(', ')] : [];
  if (state !== 'open')
    return [
      ...missed,
      ...(decidedBy ? [text('decided by '), user(decidedBy)] : [text('decided in the CRM')]),
    ];
  if (holderId) return [...missed, text('with '), user(holderId)];
  // Handed to nobody yet, or history.
  if (routedTo === null) return [...missed, text('not handed out')];
  return [...missed, text(routedTo === 'pool' ? 'in the pool' : 'with nobody')];
}
