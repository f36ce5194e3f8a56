import type { LeadCard } from '../../leads/lead-card.ts';
import { ACTION } from '../action-ids.ts';
import {
  deadlineLines,
  decisionButtons,
  leadCardMessage,
  leadName,
  plainLeadName,
  resultInWords,
} from './lead-card-message.ts';
import { actions, button, header, type Message, type Wording } from './message.ts';
import { bold, richText, text, user } from './rich-text.ts';
import { cut, escapeMrkdwn, oneLine } from './text.ts';
import { spanInWords, timeInWords } from './times.ts';

/** To whoever holds a lead whose deadline comes near. */
export function reminderMessage(card: LeadCard, wording: Wording): Message {
  if (card.state !== 'open') return settledNotice(card, '🔔 Reminder');
  const left = spanInWords(card.dueAt.getTime() - wording.now.getTime());
  const sentence = card.isOverdue
    ? `${leadName(card)} was due ${timeInWords(card.dueAt, wording.timeZone)} and still waits for your decision.`
    : `${left} left to decide on ${leadName(card)}.`;
  return {
    text: sentence,
    blocks: [
      richText([
        [bold('🔔 Reminder: '), text(plainLeadName(card, 70)), text(' still waits for a decision.')],
        ...deadlineLines(card, wording),
      ]),
      decisionButtons(card),
    ],
  };
}

/** To the holder and to managers, when a deadline has passed. */
export function breachMessage(card: LeadCard, wording: Wording, readerId: string): Message {
  if (card.state !== 'open') return settledNotice(card, '⏰ Not decided in time');
  const isHolder = card.holderId === readerId;
  const holder = card.holderId
    ? isHolder
      ? [text(' It is with you.')]
      : [text(' It is with '), user(card.holderId), text('.')]
    : [text(' Nobody holds it.')];
  return {
    text: `${leadName(card)} was not decided in time: it was due ${timeInWords(card.dueAt, wording.timeZone)}.`,
    blocks: [
      richText([
        [bold('⏰ Not decided in time: '), text(`${plainLeadName(card, 70)}.`), ...holder],
        ...deadlineLines(card, wording),
      ]),
      decisionButtons(card),
    ],
  };
}

/** To admins: a lead that could be given to nobody. */
export function nobodyEligibleMessage(card: LeadCard, wording: Wording): Message {
  if (card.state !== 'open') return settledNotice(card, '🚧 Nobody to hand this lead to');
  if (card.routedTo !== 'nobody') return handedOverNotice(card);
  const { blocks } = leadCardMessage({ ...card, holderWhy: null }, wording);
  return {
    text: `${leadName(card)} is an MQL, and there is nobody to hand it to: add reps or choose a pool channel.`,
    blocks: [
      header('🚧 Nobody to hand this lead to'),
      richText([
        [text(oneLine(card.holderWhy ?? 'There are no reps and no pool channel.', 300))],
        [
          text(
            'Add reps with /funnel reps add @name, or choose a pool channel in /funnel settings. Leads that wait are handed over then.',
          ),
        ],
      ]),
      ...blocks,
    ],
  };
}

function handedOverNotice(card: LeadCard): Message {
  const holder = card.holderId ? user(card.holderId) : text('the pool');
  return {
    text: `${leadName(card)} has found somebody after all.`,
    blocks: [
      richText([
        [
          text(`🚧 Nobody to hand this lead to: ${plainLeadName(card, 70)} has since gone to `),
          holder,
          text('.'),
        ],
      ]),
      actions(button('Open card', ACTION.openCard, card.handoffId)),
    ],
  };
}

function settledNotice(card: LeadCard, title: string): Message {
  const lead = plainLeadName(card, 70);
  return {
    text: `${leadName(card)}: ${escapeMrkdwn(resultInWords(card))}.`,
    blocks: [
      richText([
        [text(`${title}: ${lead} is settled by now, `), bold(cut(resultInWords(card), 120)), text('.')],
      ]),
      actions(button('Open card', ACTION.openCard, card.handoffId)),
    ],
  };
}
