import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import type { DeliveryKind } from '../../outbox/delivery.ts';
import { say } from '../../words/say.ts';
import { leadRow, leadRows, statusRow } from './lead-rows.ts';
import { context, header, type Message, type Wording } from './message.ts';

/** The most leads that one message names. */
export const MOST_NAMED = 20;

export type BundledKind = Extract<
  DeliveryKind,
  'card' | 'reminder' | 'breach' | 'contact-reminder' | 'contact-breach' | 'nobody-eligible'
>;

function titleOf(of: BundledKind | 'mixed', count: number): string {
  switch (of) {
    case 'card':
      return say('{count, plural, one {# new MQL} other {# new MQLs}} for you', { count });
    case 'reminder':
      return say('{count, plural, one {# lead} other {# leads}} near the deadline', { count });
    case 'breach':
      return say('{count, plural, one {# lead} other {# leads}} not decided in time', { count });
    case 'contact-reminder':
      return say('{count, plural, one {# accepted lead} other {# accepted leads}} to contact soon', {
        count,
      });
    case 'contact-breach':
      return say('{count, plural, one {# accepted lead} other {# accepted leads}} not contacted in time', {
        count,
      });
    case 'nobody-eligible':
      return say('{count, plural, one {# lead} other {# leads}} with nobody to hand them to', { count });
    case 'mixed':
      return say('{count, plural, one {# lead needs you} other {# leads need you}}', { count });
  }
}

/** A lead, and what it was owed as where a bundle holds several kinds. */
export type BundledCard = LeadCard & { owedAs?: BundledKind };

/** Many leads owed to one reader at once, as one message: each named with a way to its card. */
export function bundleMessage(
  of: BundledKind | 'mixed',
  cards: readonly BundledCard[],
  wording: Wording,
  /** For managers: who missed a deadline, and who has the lead. */
  namesReps = false,
): Message {
  const title = titleOf(of, cards.length);
  const kindOf = (card: BundledCard) => card.owedAs ?? (of === 'mixed' ? 'card' : of);
  const waiting = cards.filter((card) => stillWaits(kindOf(card), card)).length;
  const more = cards.length - Math.min(cards.length, MOST_NAMED);
  const waitsForContact = (kind: BundledKind | 'mixed') =>
    kind === 'contact-reminder' || kind === 'contact-breach';
  const wanted = waitsForContact(of)
    ? 'contact'
    : cards.some((card) => waitsForContact(kindOf(card)))
      ? 'you'
      : 'decision';
  return {
    text: stillWaiting(title, waiting, cards.length, wanted),
    blocks: [
      header(title),
      ...leadRows(cards.slice(0, MOST_NAMED), {
        rowOf: (card) => (waitsForContact(kindOf(card)) ? contactRow(card, wording) : leadRow(card, wording)),
        namesReps,
      }),
      context(
        more > 0
          ? say(
              'and {more, plural, one {# more lead} other {# more leads}}: `/funnel queue` lists what is open, the most urgent first.',
              { more },
            )
          : say('`/funnel queue` lists what is open, the most urgent first.'),
      ),
    ],
  };
}

/** Whether a lead still wants what it was owed as: a first contact, or a decision. */
export function stillWaits(kind: BundledKind, card: Pick<LeadCard, 'state' | 'contactedAt'>): boolean {
  if (kind === 'contact-reminder' || kind === 'contact-breach') {
    return card.state === 'accepted' && card.contactedAt === null;
  }
  return card.state === 'open';
}

function stillWaiting(
  title: string,
  waiting: number,
  all: number,
  wanted: 'contact' | 'decision' | 'you',
): string {
  if (waiting === 0) return say('{title}: all are settled.', { title });
  const values = { title, wanted, waiting };
  return waiting === all
    ? say(
        '{title}: {wanted, select, contact {all wait for a first contact} decision {all wait for a decision} other {all wait for you}}.',
        values,
      )
    : say(
        '{title}: {waiting, plural, one {# still waits} other {# still wait}} {wanted, select, contact {for a first contact} decision {for a decision} other {for you}}.',
        values,
      );
}

function contactRow(card: LeadCard, wording: Wording): types.SectionBlock {
  if (!stillWaits('contact-reminder', card) && card.contactedAt === null) return leadRow(card, wording);
  return card.contactedAt
    ? statusRow(card, say('📞 contacted'), false)
    : statusRow(card, say('✅ accepted, not contacted yet'), true);
}
