import type { deliveries } from '../db/schema.ts';

/** Every kind of message the bot owes. */
const DELIVERY_KINDS = ['card', 'reminder', 'breach', 'nobody-eligible', 'bundle', 'digest'] as const;

export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

type Delivery = Omit<typeof deliveries.$inferSelect, 'kind'> & { kind: DeliveryKind };

export interface NewDelivery {
  /** Says what is owed; owing it twice is one message. */
  dedupeKey: string;
  kind: DeliveryKind;
  /** A Slack user or channel id. */
  recipientId: string;
  handoffId?: string;
  payload?: Record<string, unknown>;
  runAt?: Date;
}

/** A delivery that this process may attempt until its lease ends. */
export interface ClaimedDelivery extends Delivery {
  /** Set when an earlier attempt began to post and never told how it ended: look for the message before posting. */
  lostSince: Date | null;
}

/** How an attempt ended. */
export type DeliveryOutcome =
  | { kind: 'posted'; channelId: string; messageTs: string; refreshAt?: Date | undefined }
  /** Found in the conversation: an earlier attempt posted it. It is updated next, in case it shows an older state. */
  | { kind: 'found'; channelId: string; messageTs: string }
  | { kind: 'cancelled'; reason: string }
  | { kind: 'failed'; error: string }
  | { kind: 'retry'; error: string; at: Date; mayHavePosted: boolean };
