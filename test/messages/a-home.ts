import type { LeadCard } from '../../src/leads/lead-card.ts';
import type { QueuePage } from '../../src/leads/list-queue-page.ts';
import type { AdminPart, Footer, Home, OwnPart, TeamPart } from '../../src/slack/home/home.ts';
import { cards } from './a-card.ts';

type Colleague = Extract<Home, { kind: 'colleague' }>;

export const FOOTER: Footer = {
  version: '1.2.3',
  nextDigest: { at: new Date('2026-01-06T08:00:00Z'), channelId: 'C0SALES' },
};

const NONE = { total: 0, overdue: 0, dueSoon: 0, dueLaterToday: 0, unheld: 0 };

export function aQueue(shown: LeadCard[], over: Partial<QueuePage> = {}): QueuePage {
  const counts = { ...NONE, total: shown.length };
  return { counts, page: 1, pages: 1, from: shown.length > 0 ? 1 : 0, cards: shown, ...over };
}

/** The third page of what a very busy team has open. */
export function aLongQueue(over: (index: number) => Partial<LeadCard> = () => ({})): QueuePage {
  const counts = { total: 10_000, overdue: 1_204, dueSoon: 31, dueLaterToday: 310, unheld: 12 };
  return aQueue(cards(10, over), { counts, page: 3, pages: 1000, from: 21 });
}

export function anOwnPart(over: Partial<OwnPart> = {}): OwnPart {
  return {
    ...{
      userId: 'U0REP',
      isRep: true,
      queue: aQueue([]),
      pool: { total: 0, cards: [] },
      decided: [],
      absence: null,
      isPaused: false,
    },
    figures: { label: 'Jan 2026', row: null },
    ...over,
  };
}

export function aTeamPart(over: Partial<TeamPart> = {}): TeamPart {
  const period = {
    label: 'Jan 2026',
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-02-01T00:00:00.000Z',
    timeZone: 'Europe/Paris',
  };
  return {
    queue: aQueue([]),
    scorecard: {
      ...{ period, asOf: '2026-01-20T09:00:00.000Z' },
      scorecard: {
        marketing: { promised: 120, delivered: 66, expectedByNow: 72, passRate: 0.31, kept: false },
        sales: { promise: '8 working hours', withinSla: 52, judged: 60, share: 52 / 60, kept: true },
      },
    },
    ...over,
  };
}

export function anAdminPart(over: Partial<AdminPart> = {}): AdminPart {
  return { steps: [{ name: 'reps', isDone: true }], problems: [], ...over };
}

export function aHome(over: Partial<Colleague> = {}): Colleague {
  return { kind: 'colleague', own: null, team: null, admin: null, footer: FOOTER, ...over };
}
