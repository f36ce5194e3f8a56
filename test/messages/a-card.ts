import type { LeadCard } from '../../src/leads/lead-card.ts';
import { writeReason } from '../../src/routing/route-reason.ts';
import type { Wording } from '../../src/slack/messages/message.ts';
import { DEFAULT_NEXT_STEP } from '../../src/team/workspace-defaults.ts';

const NOW = new Date('2026-01-05T09:00:00Z');
export const WORDING: Wording = { timeZone: 'Europe/Paris', now: NOW };

/** An open lead with a day to decide. */
export function aCard(over: Partial<LeadCard> = {}): LeadCard {
  return {
    handoffId: '019b8d4e-7c00-7000-8000-000000000001',
    leadId: 'L-77',
    name: 'Ada Park',
    company: 'Acme',
    title: 'CTO',
    email: 'ada@acme.test',
    phone: '+1 555 0100',
    score: 82,
    source: 'paid_search',
    campaign: 'spring',
    url: 'https://crm.example.test/lead/77',
    state: 'open',
    openedAt: new Date('2026-01-05T08:58:00Z'),
    dueAt: new Date('2026-01-05T17:00:00Z'),
    isOverdue: false,
    turn: 1,
    turnDueAt: over.dueAt ?? new Date('2026-01-05T17:00:00Z'),
    before: null,
    routeAt: null,
    mutedUntil: null,
    stays: false,
    decisionRecordedAt: null,
    excused: null,
    breachHolderId: null,
    contactDueAt: null,
    holderId: 'U0REP',
    holderWhy: writeReason({ is: 'rotation', reps: 3, isOwed: false, passedOver: [], more: 0 }),
    routedTo: 'rotation',
    decidedAt: null,
    decidedBy: null,
    decidedOrigin: null,
    reasonLabel: null,
    note: null,
    corrected: null,
    contactedAt: null,
    contactedBy: null,
    nextStep: DEFAULT_NEXT_STEP,
    undoUntil: null,
    progress: null,
    added: null,
    erasedAt: null,
    ...over,
  };
}

export function anOverdueCard(over: Partial<LeadCard> = {}): LeadCard {
  return aCard({ dueAt: new Date('2026-01-05T07:30:00Z'), isOverdue: true, ...over });
}

/** A lead that was handed on to Rep: U0OLD had it before, and what was promised has passed. */
export function aHandedOnCard(over: Partial<LeadCard> = {}): LeadCard {
  return anOverdueCard({
    turn: 2,
    turnDueAt: new Date('2026-01-05T16:00:00Z'),
    before: { holderId: 'U0OLD', ended: 'lapsed', endedBy: null, why: '' },
    ...over,
  });
}

/** A lead that somebody decided by a click, a minute ago. */
export function aDecidedCard(over: Partial<LeadCard> = {}): LeadCard {
  return aCard({
    state: 'accepted',
    decidedAt: new Date('2026-01-05T08:59:00Z'),
    decidedBy: 'U0REP',
    decidedOrigin: 'slack',
    undoUntil: new Date('2026-01-05T09:09:00Z'),
    ...over,
  });
}

/** `count` open leads, each with its own name. */
export function cards(count: number, over: (index: number) => Partial<LeadCard> = () => ({})): LeadCard[] {
  return Array.from({ length: count }, (_, index) =>
    aCard({
      leadId: `L-${index + 1}`,
      handoffId: `019b8d4e-7c00-7000-8000-${String(index + 1).padStart(12, '0')}`,
      name: `Lead ${index + 1}`,
      ...over(index),
    }),
  );
}
