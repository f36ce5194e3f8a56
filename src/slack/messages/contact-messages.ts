import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { settledNotice } from './alert-messages.ts';
import { contactedLine, leadName, plainLeadName } from './lead-card-message.ts';
import { actions, button, type Message, type Wording } from './message.ts';
import type { Reader } from './reader.ts';
import { line, richText, text, user } from './rich-text.ts';
import { timeInWords } from './times.ts';
import { when } from './turn-lines.ts';

type Line = types.RichTextElement[];

/** To whoever accepted a lead, when the time promised for the first call comes near. */
export function contactReminderMessage(card: LeadCard, wording: Wording, reader: Reader): Message {
  return (
    contactSettled(card, say('📞 First call'), wording, reader) ?? {
      text: card.contactDueAt
        ? say('{lead} waits for the first call, promised by {due}.', dueOf(card, card.contactDueAt, wording))
        : say('{lead} waits for the first call.', { lead: leadName(card) }),
      blocks: [richText([waitsLine(card, wording, reader)]), contactButtons(card, reader)],
    }
  );
}

/** The same once that time has passed, to managers too. */
export function contactBreachMessage(card: LeadCard, wording: Wording, reader: Reader): Message {
  return (
    contactSettled(card, say('⏰ Not contacted in time'), wording, reader) ?? {
      text: card.contactDueAt
        ? say(
            '{lead} was not contacted in time: the first call was promised by {due}.',
            dueOf(card, card.contactDueAt, wording),
          )
        : say('{lead} was not contacted in time.', { lead: leadName(card) }),
      blocks: [
        richText([
          line('<b>⏰ Not contacted in time: </b>{lead}, accepted by {who}.', {
            lead: plainLeadName(card, 70),
            who: whoever(card, reader),
          }),
          ...(card.contactDueAt
            ? [line('The first call was promised by {due}.', { due: when(card.contactDueAt, wording) })]
            : []),
        ]),
        contactButtons(card, reader),
      ],
    }
  );
}

function waitsLine(card: LeadCard, wording: Wording, reader: Reader): Line {
  const values = { lead: plainLeadName(card, 70), who: whoever(card, reader) };
  return card.contactDueAt
    ? line('<b>📞 First call: </b>{lead}, accepted by {who}, waits to be contacted, promised by {due}.', {
        ...values,
        due: when(card.contactDueAt, wording),
      })
    : line('<b>📞 First call: </b>{lead}, accepted by {who}, waits to be contacted.', values);
}

/** Called by now, or not accepted any more. */
function contactSettled(
  card: LeadCard,
  title: string,
  wording: Wording,
  reader: Reader,
): Message | undefined {
  if (card.state !== 'accepted') return settledNotice(card, title, wording, reader);
  if (!card.contactedAt) return undefined;
  return {
    text: say('{lead} has been contacted.', { lead: leadName(card) }),
    blocks: [
      richText([
        line('{title}: {lead}', { title, lead: plainLeadName(card, 70) }),
        contactedLine(card, card.contactedAt, wording),
      ]),
      actions(button(say('Open card'), ACTION.openCard, card.handoffId)),
    ],
  };
}

function whoever({ decidedBy, holderId }: LeadCard, { role, namesReps }: Reader): types.RichTextElement {
  const rep = decidedBy ?? holderId;
  if (role === 'holder') return text(say('you'));
  return rep && namesReps ? user(rep) : text(say('sales'));
}

function dueOf(card: LeadCard, dueAt: Date, { timeZone }: Wording): { lead: string; due: string } {
  return { lead: leadName(card), due: timeInWords(dueAt, timeZone) };
}

function contactButtons({ handoffId }: LeadCard, { role }: Reader): types.ActionsBlock {
  return role === 'holder'
    ? actions(button(say('Contacted'), ACTION.contacted, handoffId, 'primary'))
    : actions(button(say('Open card'), ACTION.openCard, handoffId));
}
