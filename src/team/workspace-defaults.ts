import type { RejectionReason } from '../vocabulary.ts';

export const DEFAULT_REJECTION_REASONS: RejectionReason[] = [
  { key: 'not_now', label: 'Not now, try again later', outcome: 'recycle' },
  { key: 'not_enough_interest', label: 'Not ready to talk to sales', outcome: 'recycle' },
  { key: 'unreachable', label: 'Contact details do not work', outcome: 'recycle' },
  { key: 'no_fit', label: 'Not our kind of customer', outcome: 'disqualify' },
  { key: 'no_budget', label: 'No budget', outcome: 'disqualify' },
  { key: 'duplicate', label: 'Duplicate or existing customer', outcome: 'disqualify' },
  { key: 'spam', label: 'Spam or test', outcome: 'disqualify' },
];

export const DEFAULT_NEXT_STEP = 'Call within an hour, then press Contacted.';

/** A fact learnt within this many hours of happening is live; older ones are history. */
export const DEFAULT_LIVE_WITHIN_HOURS = 24;

export const DEFAULT_CURRENCY = 'USD';

export const DEFAULT_REMINDER_FRACTION = 0.75;
