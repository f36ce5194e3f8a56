import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { ACTION } from '../action-ids.ts';
import { managersButtons, openButtons, row, turnEndsAt } from './lead-buttons.ts';
import { leadCardMessage, leadName, plainLeadName, resultInWords } from './lead-card-message.ts';
import { actions, button, header, type Message, type Wording } from './message.ts';
import { HOLDER, type Reader } from './reader.ts';
import { bold, richText, text, user } from './rich-text.ts';
import { cut, escapeMrkdwn, oneLine } from './text.ts';
import { spanInWords, timeInWords } from './times.ts';
import { deadlineLines, standingLines, when, whereItWent } from './turn-lines.ts';

/** To whoever holds a lead whose deadline comes near. */
export function reminderMessage(card: LeadCard, wording: Wording, reader: Reader = HOLDER): Message {
  if (card.state !== 'open') return settledNotice(card, '🔔 Reminder', wording, reader);
  if (isElsewhere(card, reader)) return wentOnNotice(card, '🔔 Reminder');
  const dueAt = turnEndsAt(card);
  const left = spanInWords(dueAt.getTime() - wording.now.getTime());
  const sentence =
    wording.now > dueAt
      ? `${leadName(card)} was due ${timeInWords(dueAt, wording.timeZone)} and still waits for your decision.`
      : `${left} left to decide on ${leadName(card)}.`;
  return {
    text: sentence,
    blocks: [
      richText([
        [bold('🔔 Reminder: '), text(plainLeadName(card, 70)), text(' still waits for a decision.')],
        ...deadlineLines(card, wording),
        ...standingLines(card, wording, reader),
      ]),
      ...buttonRow(openButtons(card, wording, reader)),
    ],
  };
}

/** To the holder and to managers, when a deadline has passed. */
export function breachMessage(card: LeadCard, wording: Wording, reader: Reader): Message {
  const title = '⏰ Not decided in time';
  if (card.state !== 'open') return settledNotice(card, title, wording, reader);
  if (isElsewhere(card, reader)) return wentOnNotice(card, title);
  const dueAt = reader.turn !== undefined && reader.turn < card.turn ? card.dueAt : overdueOf(card, wording);
  return {
    text: `${leadName(card)} was not decided in time: it was due ${timeInWords(dueAt, wording.timeZone)}.`,
    blocks: [
      richText([
        [bold(`${title}: `), text(`${plainLeadName(card, 70)}.`), ...whereItIs(card, wording, reader)],
        ...deadlineLines(card, wording),
        ...standingLines(card, wording, reader),
      ]),
      ...buttonRow(openButtons(card, wording, reader)),
    ],
  };
}

/** To admins: a lead that could be given to nobody. */
export function nobodyEligibleMessage(
  card: LeadCard,
  wording: Wording,
  reader: Reader = { role: 'manager', namesReps: true },
): Message {
  const title = '🚧 Nobody to hand this lead to';
  if (card.state !== 'open') return settledNotice(card, title, wording, reader);
  if (card.routedTo !== 'nobody') return handedOverNotice(card);
  const { blocks } = leadCardMessage({ ...card, holderWhy: null }, wording, reader);
  return {
    text: `${leadName(card)} is an MQL, and there is nobody to hand it to: add reps or choose a pool channel.`,
    blocks: [
      header(title),
      richText([
        [text(oneLine(card.holderWhy ?? 'There are no reps and no pool channel.', 300))],
        [
          text(
            'Add reps with /funnel reps add @name, or choose a pool channel in /funnel settings. Leads that wait are handed over then.',
          ),
        ],
        ...(card.routeAt
          ? [[text('I look for somebody again '), when(card.routeAt, wording), text('.')]]
          : []),
      ]),
      ...blocks,
    ],
  };
}

/** Settled by now: what it said is no longer so. Managers may still put right how it was settled. */
export function settledNotice(card: LeadCard, title: string, wording: Wording, reader: Reader): Message {
  const more = reader.role === 'manager' ? managersButtons(card, wording) : [];
  return {
    text: `${leadName(card)}: ${escapeMrkdwn(resultInWords(card))}.`,
    blocks: [
      richText([
        [
          text(`${title}: ${plainLeadName(card, 70)} is settled by now, `),
          bold(cut(resultInWords(card), 120)),
          text('.'),
        ],
        ...standingLines(card, wording, reader),
      ]),
      row(button('Open card', ACTION.openCard, card.handoffId), ...more),
    ],
  };
}

/** The deadline that was missed last: of the turn, once that is over too. */
function overdueOf(card: LeadCard, { now }: Wording): Date {
  const endsAt = turnEndsAt(card);
  return endsAt < now ? endsAt : card.dueAt;
}

/** It went to somebody else, or its pool has lost it to somebody. */
function isElsewhere(card: LeadCard, { role }: Reader): boolean {
  return role === 'former' || (role === 'pool' && card.holderId !== null);
}

function whereItIs(card: LeadCard, wording: Wording, { role, namesReps }: Reader): types.RichTextElement[] {
  if (!card.holderId) return [text(card.routedTo === 'pool' ? ' It is in the pool.' : ' Nobody holds it.')];
  if (role === 'holder') return [text(' It is with you.')];
  if (!namesReps) return [];
  const endsAt = turnEndsAt(card);
  const turn =
    card.turn > 1 && endsAt > wording.now ? [text(', whose turn lasts until '), when(endsAt, wording)] : [];
  return [text(' It is with '), user(card.holderId), ...turn, text('.')];
}

function buttonRow(block: types.ActionsBlock | undefined): types.ActionsBlock[] {
  return block ? [block] : [];
}

function wentOnNotice(card: LeadCard, title: string): Message {
  return {
    text: `${leadName(card)} is in other hands now.`,
    blocks: [richText([[text(`${title}: ${plainLeadName(card, 70)}.`)], whereItWent(card)])],
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
