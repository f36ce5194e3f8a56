import type { LeadCard } from '../../src/leads/lead-card.ts';
import type { CardProgress } from '../../src/leads/lead-progress.ts';
import { writeReason } from '../../src/routing/route-reason.ts';
import type { Stage } from '../../src/vocabulary.ts';
import { aCard, aDecidedCard, aHandedOnCard, anOverdueCard } from './a-card.ts';

type MadeCard = (over?: Partial<LeadCard>) => LeadCard;

const decided =
  (state: Partial<LeadCard>): MadeCard =>
  (over) =>
    aDecidedCard({ ...state, ...over });

const byTheCrm = { decidedBy: null, decidedOrigin: 'hubspot', undoUntil: null } as const;
const contacted = { contactedAt: new Date('2026-01-05T08:59:30Z'), contactedBy: 'U0REP' };

/** What became of a lead after it was decided. */
const gone = (stage: Stage, over: Partial<CardProgress> = {}): CardProgress => ({
  ...{ stage, since: new Date('2026-01-05T08:59:30Z'), by: 'U0REP', origin: 'slack' },
  ...{ isMove: true, isBeyond: true, isLatest: true, undoUntil: null, ...over },
});

/** Every state that a card can be in, by what is so. */
export const CARD_STATES: Record<string, MadeCard> = {
  'open, from the rotation': aCard,
  'open, overdue': anOverdueCard,
  'open in the pool': (over) =>
    aCard({
      routedTo: 'pool',
      holderId: null,
      holderWhy: writeReason({ is: 'pool', reps: 0, passedOver: [], more: 0 }),
      ...over,
    }),
  'open, handed on after a deadline': aHandedOnCard,
  'open, handed on as not theirs': (over) =>
    aHandedOnCard({
      ...{ dueAt: new Date('2026-01-05T17:00:00Z'), isOverdue: false },
      before: { holderId: 'U0OLD', ended: 'handed-on', endedBy: 'U0OLD', why: 'Wrong region: <!here>' },
      ...over,
    }),
  'open, given by a manager': (over) =>
    aHandedOnCard({
      routedTo: 'person',
      holderWhy: writeReason({ is: 'given', by: 'Max Manager', note: 'knows them.' }),
      before: { holderId: 'U0OLD', ended: 'given', endedBy: 'U0BOSS', why: 'knows them' },
      ...over,
    }),
  'open, snoozed': (over) => aCard({ mutedUntil: new Date('2026-01-05T12:00:00Z'), ...over }),
  'open, overdue and excused': (over) =>
    anOverdueCard({ excused: { by: 'U0BOSS', reason: 'An outage of ours' }, ...over }),
  'open, with nothing but an id': (over) =>
    aCard({
      ...{ name: null, company: null, title: null, email: null, phone: null, score: null },
      ...{ source: null, campaign: null, url: null, holderWhy: null },
      ...over,
    }),
  'accepted, with Undo': decided({}),
  'accepted, after the time for Undo': decided({ undoUntil: null }),
  'accepted, with a time for the first call': decided({ contactDueAt: new Date('2026-01-05T10:00:00Z') }),
  'accepted, the time for the first call over': decided({ contactDueAt: new Date('2026-01-05T08:59:59Z') }),
  'accepted later than promised, and excused': decided({
    dueAt: new Date('2026-01-05T08:00:00Z'),
    excused: { by: 'U0BOSS', reason: 'Spam' },
  }),
  'rejected, which a manager corrected': decided({
    ...{ state: 'rejected', decidedBy: 'U0BOSS', decidedOrigin: 'correction', undoUntil: null },
    ...{ reasonLabel: 'Spam or test', note: 'It was a test of ours' },
    corrected: { state: 'accepted', decidedBy: 'U0REP', decidedAt: '2026-01-05T08:58:30.000Z' },
  }),
  'accepted and contacted, with Undo': decided(contacted),
  'accepted and contacted, after the time for Undo': decided({ ...contacted, undoUntil: null }),
  'accepted by the CRM': decided(byTheCrm),
  'accepted by the CRM, which corrects a rejection': decided({
    ...byTheCrm,
    corrected: { state: 'rejected', decidedBy: 'U0REP', decidedAt: '2026-01-05T08:58:30.000Z' },
  }),
  'rejected, with Undo': decided({
    state: 'rejected',
    reasonLabel: 'No budget',
    note: 'They have spent it\non a competitor.',
  }),
  'rejected, after the time for Undo': decided({
    state: 'rejected',
    reasonLabel: 'No budget',
    undoUntil: null,
  }),
  'rejected by the CRM, without a reason': decided({ state: 'rejected', ...byTheCrm }),
  'rejected here, which corrects what the CRM said': decided({
    state: 'rejected',
    reasonLabel: 'No budget',
    corrected: { state: 'accepted', decidedBy: null, decidedAt: '2026-01-05T09:30:00.000Z' },
  }),
  'recycled, with Undo': decided({ state: 'recycled', reasonLabel: 'Not now, try again later' }),
  'withdrawn by the CRM': decided({ state: 'withdrawn', ...byTheCrm }),
  'accepted, and to be moved on': decided({
    undoUntil: null,
    progress: gone('sql', { isBeyond: false, isMove: false }),
  }),
  'accepted, an opportunity now, with Undo': decided({
    undoUntil: null,
    progress: gone('opportunity', { undoUntil: new Date('2026-01-05T09:09:00Z') }),
  }),
  'accepted, won now': decided({ undoUntil: null, progress: gone('won') }),
  'accepted, lost by the CRM': decided({
    undoUntil: null,
    progress: gone('lost', { by: null, origin: 'hubspot', isMove: false }),
  }),
  'rejected, and handed over again since': decided({
    ...{ state: 'rejected', reasonLabel: 'No budget', undoUntil: null },
    progress: gone('mql', { isLatest: false }),
  }),
  'open, added by hand': (over) =>
    aCard({
      added: { by: 'U0BOSS', note: 'Met at the fair,\nwants <!here> a demo' },
      ...{ url: 'https://corp.slack.com/archives/C1/p1', ...over },
    }),
  void: (over) => aCard({ state: 'void', ...over }),
};
