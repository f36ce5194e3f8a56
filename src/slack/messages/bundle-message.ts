import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import type { DeliveryKind } from '../../outbox/delivery.ts';
import { leadRow, leadRows, statusRow } from './lead-rows.ts';
import { context, header, type Message, type Wording } from './message.ts';
import { counted } from './text.ts';

/** The most leads that one message names. */
export const MOST_NAMED = 20;

const TITLES = {
  card: (count: number) => `${counted(count, 'new MQL')} for you`,
  reminder: (count: number) => `${counted(count, 'lead')} near the deadline`,
  breach: (count: number) => `${counted(count, 'lead')} not decided in time`,
  'contact-reminder': (count: number) => `${counted(count, 'accepted lead')} to contact soon`,
  'contact-breach': (count: number) => `${counted(count, 'accepted lead')} not contacted in time`,
  'nobody-eligible': (count: number) => `${counted(count, 'lead')} with nobody to hand them to`,
} as const satisfies Partial<Record<DeliveryKind, (count: number) => string>>;

export type BundledKind = keyof typeof TITLES;

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
  const title =
    of === 'mixed'
      ? cards.length === 1
        ? '1 lead needs you'
        : `${cards.length} leads need you`
      : TITLES[of](cards.length);
  const kindOf = (card: BundledCard) => card.owedAs ?? (of === 'mixed' ? 'card' : of);
  const waiting = cards.filter((card) => stillWaits(kindOf(card), card)).length;
  const more = cards.length - Math.min(cards.length, MOST_NAMED);
  const waitsForContact = (kind: BundledKind | 'mixed') =>
    kind === 'contact-reminder' || kind === 'contact-breach';
  const wanted = waitsForContact(of)
    ? 'a first contact'
    : cards.some((card) => waitsForContact(kindOf(card)))
      ? 'you'
      : 'a decision';
  return {
    text: `${title}: ${stillWaiting(waiting, cards.length, wanted)}.`,
    blocks: [
      header(title),
      ...leadRows(cards.slice(0, MOST_NAMED), {
        rowOf: (card) => (waitsForContact(kindOf(card)) ? contactRow(card, wording) : leadRow(card, wording)),
        namesReps,
      }),
      context(
        more > 0
          ? `and ${counted(more, 'more lead', 'more leads')}: \`/funnel queue\` lists what is open, the most urgent first.`
          : '`/funnel queue` lists what is open, the most urgent first.',
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

function stillWaiting(waiting: number, all: number, wanted: string): string {
  if (waiting === 0) return 'all are settled';
  if (waiting === all) return `all wait for ${wanted}`;
  return waiting === 1 ? `1 still waits for ${wanted}` : `${waiting} still wait for ${wanted}`;
}

function contactRow(card: LeadCard, wording: Wording): types.SectionBlock {
  if (!stillWaits('contact-reminder', card) && card.contactedAt === null) return leadRow(card, wording);
  return card.contactedAt
    ? statusRow(card, '📞 contacted', false)
    : statusRow(card, '✅ accepted, not contacted yet', true);
}
