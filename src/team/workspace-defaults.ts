import type { ChainStep, RejectionReason } from '../vocabulary.ts';

export const DEFAULT_REJECTION_REASONS: RejectionReason[] = [
  { key: 'not_now', label: 'Not now, try again later', outcome: 'recycle' },
  { key: 'not_enough_interest', label: 'Not ready to talk to sales', outcome: 'recycle' },
  { key: 'unreachable', label: 'Contact details do not work', outcome: 'recycle' },
  { key: 'no_fit', label: 'Not our kind of customer', outcome: 'disqualify' },
  { key: 'no_budget', label: 'No budget', outcome: 'disqualify' },
  { key: 'duplicate', label: 'Duplicate or existing customer', outcome: 'disqualify', givesTurnBack: true },
  { key: 'spam', label: 'Spam or test', outcome: 'disqualify', givesTurnBack: true },
];

export const DEFAULT_NEXT_STEP = 'Call within an hour, then press Contacted.';

/** A fact learnt within this many hours of happening is live; older ones are history. */
export const DEFAULT_LIVE_WITHIN_HOURS = 24;

export const DEFAULT_CURRENCY = 'USD';

/** Everybody concerned is told, and half an hour later the lead goes to somebody else. */
export const DEFAULT_CHAIN: ChainStep[] = [
  { kind: 'notify', whom: 'rep' },
  { kind: 'notify', whom: 'managers' },
  { kind: 'wait', minutes: 30 },
  { kind: 'reassign', to: 'rotation' },
];
