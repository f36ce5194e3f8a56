import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { plainLeadName } from './lead-card-message.ts';
import { button, plainSection, type Wording } from './message.ts';
import { line, richText, user } from './rich-text.ts';
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
  return statusRow(card, rowStatus(card, timeZone), card.state === 'open');
}

/** A lead and how it stands, with a way to its card where something is left to do. */
export function statusRow(card: LeadCard, status: string, opens: boolean): types.SectionBlock {
  return {
    ...plainSection(`${plainLeadName(card, 40)} · ${status}`),
    ...(opens ? { accessory: button(say('Open card'), ACTION.openCard, card.handoffId) } : {}),
  };
}

function rowStatus({ state, isOverdue, dueAt }: LeadCard, timeZone: string): string {
  const due = timeInWords(dueAt, timeZone);
  switch (state) {
    case 'open':
      return isOverdue ? say('⏰ overdue since {due}', { due }) : say('due {due}', { due });
    case 'accepted':
      return say('✅ accepted');
    case 'rejected':
      return say('🚫 rejected');
    case 'recycled':
      return say('♻️ back to marketing');
    case 'withdrawn':
      return say('↩️ withdrawn');
    case 'void':
      return say('↩️ no longer an MQL');
  }
}

/** Who has a lead, and who missed its deadline where that was somebody else. */
export function whoHasIt(card: LeadCard): types.RichTextElement[] {
  const { holderId, breachHolderId, decidedBy } = card;
  const now = whereItIs(card);
  return breachHolderId && breachHolderId !== (decidedBy ?? holderId)
    ? line('missed by {who}, {now}', { who: user(breachHolderId), now })
    : now;
}

function whereItIs({ state, holderId, decidedBy, routedTo }: LeadCard): types.RichTextElement[] {
  if (state !== 'open') {
    return decidedBy ? line('decided by {who}', { who: user(decidedBy) }) : line('decided in the CRM');
  }
  if (holderId) return line('with {who}', { who: user(holderId) });
  // Handed to nobody yet, or history.
  if (routedTo === null) return line('not handed out');
  return routedTo === 'pool' ? line('in the pool') : line('with nobody');
}
