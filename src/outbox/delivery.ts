import type { deliveries } from '../db/schema.ts';

/** Every kind of message the bot owes. */
const DELIVERY_KINDS = [
  'card',
  'reminder',
  'breach',
  'contact-reminder',
  'contact-breach',
  'nobody-eligible',
  'paused',
  'bundle',
  'digest',
  'report',
  'report-stopped',
  'overspent',
  'new-rep',
  'first-run',
  'sample-card',
  'added',
  'write-back',
  'write-refused',
  'home',
  'delete-file',
] as const;

/** Where what is written to a CRM stands, as a message stands in a channel. */
export const CRM = 'crm';

/** The recipient of what is written to the CRM of a connection. */
export function crmRecipient(connectionId: string): string {
  return `${CRM}:${connectionId}`;
}

/** The connection that a write to a CRM is for. */
export function connectionOf(recipientId: string): string {
  return recipientId.slice(CRM.length + 1);
}

export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

type Delivery = Omit<typeof deliveries.$inferSelect, 'kind'> & { kind: DeliveryKind };

/**
 * What the outbox itself reads in a payload. `asked`: somebody waits for it, so that it goes first and alone. `collect`:
 * it joins the one message to this recipient that collects such notices. `insteadOf`, `because`: it could not be brought
 * to that recipient, for this reason.
 */
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
  /** After this instant nothing may be posted: it could still be under way when another process takes over. */
  postBy: Date;
  /** Until when this attempt keeps others from posting to the recipient; null for updates, which keep nobody. */
  laneUntil: Date | null;
}

/** How an attempt ended. */
export type DeliveryOutcome =
  /** What was owed is no message, and is done. */
  | { kind: 'done' }
  | { kind: 'posted'; channelId: string; messageTs: string; refreshAt?: Date | undefined }
  /** Found in the conversation: an earlier attempt posted it. It is updated next, in case it shows an older state. */
  | { kind: 'found'; channelId: string; messageTs: string }
  | { kind: 'cancelled'; reason: string }
  /** `unreachable`: nothing can be brought to this recipient, whatever it says. */
  | { kind: 'failed'; error: string; unreachable?: boolean }
  /** `tooMany`: Slack wants no message in this conversation until then. */
  | { kind: 'retry'; error: string; at: Date; mayHavePosted: boolean; tooMany?: boolean };

export function isPerson(recipientId: string): boolean {
  return /^[UW]/.test(recipientId);
}
