import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import { ACTION } from '../action-ids.ts';
import { settledNotice } from './alert-messages.ts';
import { contactedLine, leadName, plainLeadName } from './lead-card-message.ts';
import { actions, button, type Message, type Wording } from './message.ts';
import type { Reader } from './reader.ts';
import { bold, richText, text, user } from './rich-text.ts';
import { timeInWords } from './times.ts';
import { when } from './turn-lines.ts';

/** To whoever accepted a lead, when the time promised for the first call comes near. */
export function contactReminderMessage(card: LeadCard, wording: Wording, reader: Reader): Message {
  const title = '📞 First call';
  return (
    contactSettled(card, title, wording, reader) ?? {
      text: `${leadName(card)} waits for the first call${promisedBy(card, wording)}.`,
      blocks: [
        richText([
          [
            bold(`${title}: `),
            text(`${plainLeadName(card, 70)}, accepted by `),
            ...whoever(card, reader),
            text(', waits to be contacted'),
            ...promised(card, wording),
            text('.'),
          ],
        ]),
        contactButtons(card, reader),
      ],
    }
  );
}

/** The same once that time has passed, to managers too. */
export function contactBreachMessage(card: LeadCard, wording: Wording, reader: Reader): Message {
  const title = '⏰ Not contacted in time';
  return (
    contactSettled(card, title, wording, reader) ?? {
      text: `${leadName(card)} was not contacted in time: the first call was${promisedBy(card, wording, '')}.`,
      blocks: [
        richText([
          [
            bold(`${title}: `),
            text(`${plainLeadName(card, 70)}, accepted by `),
            ...whoever(card, reader),
            text('.'),
          ],
          [text('The first call was'), ...promised(card, wording, ''), text('.')],
        ]),
        contactButtons(card, reader),
      ],
    }
  );
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
    text: `${leadName(card)} has been contacted.`,
    blocks: [
      richText([
        [text(`${title}: ${plainLeadName(card, 70)}`)],
        contactedLine(card, card.contactedAt, wording),
      ]),
      actions(button('Open card', ACTION.openCard, card.handoffId)),
    ],
  };
}

function whoever({ decidedBy, holderId }: LeadCard, { role, namesReps }: Reader): types.RichTextElement[] {
  const rep = decidedBy ?? holderId;
  if (role === 'holder') return [text('you')];
  return rep && namesReps ? [user(rep)] : [text('sales')];
}

function promised({ contactDueAt }: LeadCard, wording: Wording, comma = ','): types.RichTextElement[] {
  return contactDueAt ? [text(`${comma} promised by `), when(contactDueAt, wording)] : [];
}

function promisedBy({ contactDueAt }: LeadCard, { timeZone }: Wording, comma = ','): string {
  return contactDueAt ? `${comma} promised by ${timeInWords(contactDueAt, timeZone)}` : '';
}

function contactButtons({ handoffId }: LeadCard, { role }: Reader): types.ActionsBlock {
  return role === 'holder'
    ? actions(button('Contacted', ACTION.contacted, handoffId, 'primary'))
    : actions(button('Open card', ACTION.openCard, handoffId));
}
