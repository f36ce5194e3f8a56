import { type DeliveryKind, isPerson, type NewDelivery } from '../outbox/delivery.ts';
import type { Audience } from '../vocabulary.ts';
import type { SlaPolicy } from './policy.ts';
import { quietUntil } from './quiet-hours.ts';
import { calendarFor, type Handoff, type Shift } from './shift.ts';

/** The card for whoever gets the lead, at any hour, or word to the managers that nobody does. */
export function handOverMessages(shift: Shift, handoff: Handoff): NewDelivery[] {
  const { handoffId, turn } = handoff;
  const isOwed = (kind: DeliveryKind, recipientId: string, payload = {}): NewDelivery => ({
    dedupeKey: `${kind}:${handoffId}:${turn}:${recipientId}`,
    ...{ kind, recipientId, handoffId, payload: { turn, ...payload } },
  });
  if (handoff.routedTo === 'nobody') {
    return shift.managers.map((userId) => isOwed('nobody-eligible', userId, { collect: true }));
  }
  return holderOf(shift, handoff).map((recipientId) => isOwed('card', recipientId));
}

/** Whoever decides: the holder, or the pool where nobody holds the lead. */
export function holderOf(shift: Shift, handoff: Handoff): string[] {
  const recipient = handoff.holderId ?? (handoff.routedTo === 'pool' ? shift.roster.poolChannelId : null);
  return recipient ? [recipient] : [];
}

/**
 * The people and channels meant, each once; the holder is told as the holder, whatever else they are. Undefined: Slack
 * must be asked first.
 */
export function recipientsOf(shift: Shift, handoff: Handoff, whom: Audience): string[] | undefined {
  const holder = holderOf(shift, handoff);
  if (whom === 'rep') return holder;
  const others = whom === 'managers' ? managersOf(shift) : named(shift, whom);
  return others && [...new Set(others)].filter((recipientId) => !holder.includes(recipientId));
}

export function managersOf({ managers, managersAreKnown }: Shift): readonly string[] | undefined {
  return managersAreKnown ? managers : undefined;
}

function named(shift: Shift, whom: Exclude<Audience, string>): readonly string[] | undefined {
  if ('channelId' in whom) return [whom.channelId];
  if ('groupId' in whom) return shift.membersOfGroup(whom.groupId) ?? undefined;
  const colleague = shift.named(whom.userId);
  return colleague === null ? undefined : colleague ? [whom.userId] : [];
}

/**
 * A ping about a handoff to each recipient. `occasion` tells apart what is owed once from what is owed again. A promise
 * in working time disturbs nobody outside their hours.
 */
export function pings(
  shift: Shift,
  policy: SlaPolicy,
  handoff: Handoff,
  ping: { kind: DeliveryKind; occasion: string; recipientIds: readonly string[] },
): NewDelivery[] {
  const { handoffId, turn, holderId } = handoff;
  return ping.recipientIds.map((recipientId) => ({
    dedupeKey: `${ping.kind}:${handoffId}:${ping.occasion}:${recipientId}`,
    ...{ kind: ping.kind, recipientId, handoffId },
    payload: {
      turn,
      ...(isPerson(recipientId) && recipientId !== holderId ? { collect: true } : {}),
      ...(policy.inWorkingTime ? { quiet: true } : {}),
    },
    runAt:
      policy.inWorkingTime && isPerson(recipientId)
        ? quietUntil(calendarFor(shift, recipientId), shift.now)
        : shift.now,
  }));
}
