import type { handoffs } from '../db/schema.ts';
import type { NewDelivery } from '../outbox/delivery.ts';

type Handoff = typeof handoffs.$inferSelect;

/** The card for whoever gets the lead, or word to the managers that nobody does. */
export function handOverMessages(
  handoff: Handoff,
  poolChannelId: string | null,
  managers: readonly string[],
): NewDelivery[] {
  if (handoff.routedTo === 'nobody') return alertMessages('nobody-eligible', handoff, managers);
  return alertMessages('card', handoff, alertRecipients(handoff, poolChannelId, []));
}

/** The holder, or the pool where nobody holds it; then the others, each once. */
export function alertRecipients(
  handoff: Handoff,
  poolChannelId: string | null,
  others: readonly string[],
): string[] {
  const first = handoff.holderId ?? (handoff.routedTo === 'pool' ? poolChannelId : null);
  return [...new Set([...(first ? [first] : []), ...others])];
}

/** One message of a kind to each recipient; the same handoff never owes the same one twice. */
export function alertMessages(
  kind: 'card' | 'reminder' | 'breach' | 'nobody-eligible',
  { handoffId }: Handoff,
  recipientIds: readonly string[],
): NewDelivery[] {
  return recipientIds.map((recipientId) => ({
    dedupeKey: `${kind}:${handoffId}:${recipientId}`,
    kind,
    recipientId,
    handoffId,
  }));
}
