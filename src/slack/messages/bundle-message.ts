import type { types } from '@slack/bolt';
import type { LeadCard } from '../../leads/lead-card.ts';
import type { DeliveryKind } from '../../outbox/delivery.ts';
import { ACTION } from '../action-ids.ts';
import { plainLeadName } from './lead-card-message.ts';
import { button, context, header, type Message, plainSection, type Wording } from './message.ts';
import { counted } from './text.ts';
import { timeInWords } from './times.ts';

/** The most leads that one message names. */
export const MOST_NAMED = 20;

const TITLES = {
  card: (count: number) => `${counted(count, 'new MQL')} for you`,
  reminder: (count: number) => `${counted(count, 'lead')} near the deadline`,
  breach: (count: number) => `${counted(count, 'lead')} not decided in time`,
  'nobody-eligible': (count: number) => `${counted(count, 'lead')} with nobody to hand them to`,
} as const satisfies Partial<Record<DeliveryKind, (count: number) => string>>;

export type BundledKind = keyof typeof TITLES;

/** Many leads owed to one person at once, as one message: each named with a way to its card. */
export function bundleMessage(of: BundledKind, cards: readonly LeadCard[], wording: Wording): Message {
  const title = TITLES[of](cards.length);
  const open = cards.filter((card) => card.state === 'open').length;
  const more = cards.length - Math.min(cards.length, MOST_NAMED);
  return {
    text: `${title}: ${stillOpen(open, cards.length)}.`,
    blocks: [
      header(title),
      ...cards.slice(0, MOST_NAMED).map((card) => leadRow(card, wording)),
      context(
        more > 0
          ? `and ${counted(more, 'more lead', 'more leads')}: \`/funnel queue\` lists what is open, the most urgent first.`
          : '`/funnel queue` lists what is open, the most urgent first.',
      ),
    ],
  };
}

function stillOpen(open: number, all: number): string {
  if (open === 0) return 'all are settled';
  if (open === all) return 'all wait for a decision';
  return open === 1 ? '1 still waits for a decision' : `${open} still wait for a decision`;
}

/** One lead on one line, with a button that opens its card: short, since a message holds twenty. */
export function leadRow(card: LeadCard, { timeZone }: Wording): types.SectionBlock {
  const status =
    card.state === 'open'
      ? `${card.isOverdue ? '⏰ overdue since' : 'due'} ${timeInWords(card.dueAt, timeZone)}`
      : ROW_STATUS[card.state];
  return {
    ...plainSection(`${plainLeadName(card, 40)} · ${status}`),
    ...(card.state === 'open' ? { accessory: button('Open card', ACTION.openCard, card.handoffId) } : {}),
  };
}

const ROW_STATUS = {
  accepted: '✅ accepted',
  rejected: '🚫 rejected',
  recycled: '♻️ back to marketing',
  withdrawn: '↩️ withdrawn',
  void: '↩️ no longer an MQL',
} as const satisfies Record<Exclude<LeadCard['state'], 'open'>, string>;
