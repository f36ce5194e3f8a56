import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { reasonInWords } from '../../routing/reason-in-words.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { managersButtons, openButtons, row, turnEndsAt } from './lead-buttons.ts';
import { leadCardMessage, leadName, plainLeadName, resultInWords } from './lead-card-message.ts';
import { actions, button, header, type Message, type Wording } from './message.ts';
import { HOLDER, type Reader } from './reader.ts';
import { line, richText, text, user } from './rich-text.ts';
import { cut, escapeMrkdwn, oneLine } from './text.ts';
import { spanInWords, timeInWords } from './times.ts';
import { deadlineLines, standingLines, when, whereItWent } from './turn-lines.ts';

/** To whoever holds a lead whose deadline comes near. */
export function reminderMessage(card: LeadCard, wording: Wording, reader: Reader = HOLDER): Message {
  if (card.state !== 'open') return settledNotice(card, say('🔔 Reminder'), wording, reader);
  if (isElsewhere(card, reader)) return wentOnNotice(card, say('🔔 Reminder'));
  const dueAt = turnEndsAt(card);
  const { timeZone, now } = wording;
  return {
    text:
      now > dueAt
        ? say('{lead} was due {due} and still waits for your decision.', {
            lead: leadName(card),
            due: timeInWords(dueAt, timeZone),
          })
        : say('{left} left to decide on {lead}.', {
            lead: leadName(card),
            left: spanInWords(dueAt.getTime() - now.getTime()),
          }),
    blocks: [
      richText([
        line('<b>🔔 Reminder: </b>{lead} still waits for a decision.', { lead: plainLeadName(card, 70) }),
        ...deadlineLines(card, wording),
        ...standingLines(card, wording, reader),
      ]),
      ...buttonRow(openButtons(card, wording, reader)),
    ],
  };
}

/** To the holder and to managers, when a deadline has passed. */
export function breachMessage(card: LeadCard, wording: Wording, reader: Reader): Message {
  const title = say('⏰ Not decided in time');
  if (card.state !== 'open') return settledNotice(card, title, wording, reader);
  if (isElsewhere(card, reader)) return wentOnNotice(card, title);
  const dueAt = reader.turn !== undefined && reader.turn < card.turn ? card.dueAt : overdueOf(card, wording);
  return {
    text: say('{lead} was not decided in time: it was due {due}.', {
      lead: leadName(card),
      due: timeInWords(dueAt, wording.timeZone),
    }),
    blocks: [
      richText([
        breachLine(card, wording, reader),
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
  const title = say('🚧 Nobody to hand this lead to');
  if (card.state !== 'open') return settledNotice(card, title, wording, reader);
  if (card.routedTo !== 'nobody') return handedOverNotice(card);
  const { blocks } = leadCardMessage({ ...card, holderWhy: null }, wording, reader);
  return {
    text: say('{lead} is an MQL, and there is nobody to hand it to: add reps or choose a pool channel.', {
      lead: leadName(card),
    }),
    blocks: [
      header(title),
      richText([
        [text(oneLine(reasonInWords(card.holderWhy) || say('There are no reps and no pool channel.'), 300))],
        line(
          'Add reps with /funnel reps add @name, or choose a pool channel in /funnel settings. Leads that wait are handed over then.',
        ),
        ...(card.routeAt
          ? [line('I look for somebody again {when}.', { when: when(card.routeAt, wording) })]
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
    text: say('{lead}: {result}.', { lead: leadName(card), result: escapeMrkdwn(resultInWords(card)) }),
    blocks: [
      richText([
        line('{title}: {lead} is settled by now, <b>{result}</b>.', {
          title,
          lead: plainLeadName(card, 70),
          result: cut(resultInWords(card), 120),
        }),
        ...standingLines(card, wording, reader),
      ]),
      row(button(say('Open card'), ACTION.openCard, card.handoffId), ...more),
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

function breachLine(card: LeadCard, wording: Wording, reader: Reader): types.RichTextElement[] {
  const lead = plainLeadName(card, 70);
  const where = whereItIs(card, wording, reader);
  return where.length > 0
    ? line('<b>⏰ Not decided in time: </b>{lead}. {where}', { lead, where })
    : line('<b>⏰ Not decided in time: </b>{lead}.', { lead });
}

function whereItIs(card: LeadCard, wording: Wording, { role, namesReps }: Reader): types.RichTextElement[] {
  if (!card.holderId) return card.routedTo === 'pool' ? line('It is in the pool.') : line('Nobody holds it.');
  if (role === 'holder') return line('It is with you.');
  if (!namesReps) return [];
  const who = user(card.holderId);
  const endsAt = turnEndsAt(card);
  return card.turn > 1 && endsAt > wording.now
    ? line('It is with {who}, whose turn lasts until {until}.', { who, until: when(endsAt, wording) })
    : line('It is with {who}.', { who });
}

function buttonRow(block: types.ActionsBlock | undefined): types.ActionsBlock[] {
  return block ? [block] : [];
}

function wentOnNotice(card: LeadCard, title: string): Message {
  return {
    text: say('{lead} is in other hands now.', { lead: leadName(card) }),
    blocks: [
      richText([line('{title}: {lead}.', { title, lead: plainLeadName(card, 70) }), whereItWent(card)]),
    ],
  };
}

function handedOverNotice(card: LeadCard): Message {
  return {
    text: say('{lead} has found somebody after all.', { lead: leadName(card) }),
    blocks: [
      richText([
        line('🚧 Nobody to hand this lead to: {lead} has since gone to {who}.', {
          lead: plainLeadName(card, 70),
          who: card.holderId ? user(card.holderId) : text(say('the pool')),
        }),
      ]),
      actions(button(say('Open card'), ACTION.openCard, card.handoffId)),
    ],
  };
}
