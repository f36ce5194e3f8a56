import type { Context } from '../context.ts';
import { cardOfStanding, getCards, type LeadCard } from '../leads/lead-card.ts';
import type { Standing } from '../leads/standing.ts';
import { type ClaimedDelivery, isPerson } from '../outbox/delivery.ts';
import { findMember } from '../team/members.ts';
import type { Workspace } from '../team/workspace.ts';
import { breachMessage, nobodyEligibleMessage, reminderMessage } from './messages/alert-messages.ts';
import { contactBreachMessage, contactReminderMessage } from './messages/contact-messages.ts';
import { erasedMessage } from './messages/erased-message.ts';
import { isOver, turnEndsAt } from './messages/lead-buttons.ts';
import { leadCardMessage } from './messages/lead-card-message.ts';
import type { Message, Wording } from './messages/message.ts';
import { pausedMessage } from './messages/paused-message.ts';
import type { Reader } from './messages/reader.ts';
import type { Rendering } from './render-delivery.ts';

/** What is said of one lead. */
export type LeadKind =
  | 'card'
  | 'reminder'
  | 'breach'
  | 'nobody-eligible'
  | 'contact-reminder'
  | 'contact-breach';

/** A message about one lead, as it stands now and for whom it is. */
export async function renderLead(
  ctx: Context,
  delivery: ClaimedDelivery,
  kind: LeadKind,
  {
    workspace,
    wording,
    standing,
  }: { workspace: Workspace; wording: Wording; standing?: Standing | undefined },
): Promise<Rendering> {
  const { handoffId } = delivery;
  const isAtHand = standing && standing.handoff.handoffId === handoffId;
  const [card] = isAtHand
    ? [cardOfStanding(standing, workspace, wording.now)]
    : handoffId
      ? await getCards(ctx, [handoffId], workspace)
      : [];
  if (!card) return { kind: 'obsolete', reason: 'the lead is no longer known' };
  return renderCard(delivery, kind, card, { workspace, wording });
}

/** The same of a lead that is at hand. */
export function renderCard(
  delivery: ClaimedDelivery,
  kind: LeadKind,
  card: LeadCard,
  { workspace, wording }: { workspace: Workspace; wording: Wording },
): Rendering {
  if (card.erasedAt) return renderErased(delivery);
  const reader = readerOf(delivery, kind, card, workspace);
  const isKept = delivery.messageTs || delivery.payload.asked;
  const reason = isKept ? undefined : whyNotSent(delivery, kind, card, workspace, wording);
  if (reason) return { kind: 'obsolete', reason };
  return {
    kind: 'message',
    message: leadMessage(kind, card, wording, reader),
    refreshAt: refreshAt(card, wording.now),
  };
}

/** What is left of a message about a lead that was erased. */
export function renderErased({ messageTs, payload }: ClaimedDelivery): Rendering {
  return messageTs
    ? { kind: 'message', message: erasedMessage(payload.erased) }
    : { kind: 'obsolete', reason: 'erased' };
}

/** Tells a rep, and managers, that the rotation passes the rep over. */
export async function renderPaused(ctx: Context, delivery: ClaimedDelivery): Promise<Rendering> {
  const userId = String(delivery.payload.userId);
  const isPaused = (await findMember(ctx, userId))?.pausedAt != null;
  if (!delivery.messageTs && !isPaused) return { kind: 'obsolete', reason: 'resumed before it was sent' };
  const lapses = Number(delivery.payload.lapses);
  return { kind: 'message', message: pausedMessage({ userId, lapses, isPaused }, delivery.recipientId) };
}

function leadMessage(kind: LeadKind, card: LeadCard, wording: Wording, reader: Reader): Message {
  switch (kind) {
    case 'card':
      return leadCardMessage(card, wording, reader);
    case 'reminder':
      return reminderMessage(card, wording, reader);
    case 'breach':
      return breachMessage(card, wording, reader);
    case 'nobody-eligible':
      return nobodyEligibleMessage(card, wording, reader);
    case 'contact-reminder':
      return contactReminderMessage(card, wording, reader);
    case 'contact-breach':
      return contactBreachMessage(card, wording, reader);
  }
}

function readerOf(
  { recipientId, payload }: Pick<ClaimedDelivery, 'recipientId' | 'payload'>,
  kind: LeadKind,
  card: LeadCard,
  workspace: Workspace,
): Reader {
  const isPool = !isPerson(recipientId) && (kind === 'card' || recipientId === workspace.poolChannelId);
  return {
    role: roleOf(recipientId, kind, card, payload, isPool),
    namesReps: isPerson(recipientId) || workspace.namesRepsInChannels,
    ...(typeof payload.turn === 'number' ? { turn: payload.turn } : {}),
  };
}

/** What was meant for somebody who cannot be reached is for whoever can act on it instead. */
function roleOf(
  recipientId: string,
  kind: LeadKind,
  card: LeadCard,
  { asked, insteadOf, collect }: Record<string, unknown>,
  isPool: boolean,
): Reader['role'] {
  const isContact = kind === 'contact-reminder' || kind === 'contact-breach';
  const rep = isContact ? (card.decidedBy ?? card.holderId) : card.holderId;
  if (rep === recipientId) return 'holder';
  if (insteadOf) return 'manager';
  if (!isPerson(recipientId)) return isPool ? 'pool' : 'channel';
  if (asked) return card.routedTo === 'pool' && !card.holderId ? 'pool' : 'manager';
  if (collect || isContact || kind === 'nobody-eligible') return 'manager';
  // Whoever decided a lead that others held, a manager for one, keeps what follows.
  return card.state !== 'open' && card.decidedBy === recipientId ? 'holder' : 'former';
}

/** Why what has not been sent yet has nothing to say any more to whoever it was meant for. */
export function whyNotSent(
  delivery: Pick<ClaimedDelivery, 'recipientId' | 'payload'>,
  kind: LeadKind,
  card: LeadCard,
  workspace: Workspace,
  { now }: Wording,
): string | undefined {
  const reader = readerOf(delivery, kind, card, workspace);
  if (kind === 'contact-reminder' || kind === 'contact-breach') {
    if (card.state !== 'accepted') return 'not accepted any more';
    if (card.contactedAt) return 'contacted before it was sent';
    if (isOver(card)) return 'won or lost before it was sent';
    const isPast = kind === 'contact-reminder' && card.contactDueAt !== null && card.contactDueAt <= now;
    return isPast ? 'its time passed before it was sent' : undefined;
  }
  if (card.state !== 'open') return 'decided before it was sent';
  if (kind === 'nobody-eligible') return card.routedTo === 'nobody' ? undefined : 'somebody was found';
  if (kind === 'breach') {
    const wasTheirs = card.before?.ended === 'lapsed';
    return reader.role === 'former' && !wasTheirs ? 'handed on before it was sent' : undefined;
  }
  const isOther = reader.role === 'former' || (reader.role === 'pool' && card.holderId !== null);
  if (isOther || (reader.turn !== undefined && reader.turn !== card.turn))
    return 'handed on before it was sent';
  if (kind === 'card') return undefined;
  if (turnEndsAt(card) <= now) return 'its deadline passed before it was sent';
  return card.mutedUntil ? 'snoozed' : undefined;
}

/** When a message says something else without anything having happened. */
function refreshAt({ undoUntil, mutedUntil }: LeadCard, now: Date): Date | undefined {
  const instants = [undoUntil, mutedUntil].filter((at) => at !== null && at > now);
  return instants.reduce<Date | undefined>(
    (first, at) => (at && (!first || at < first) ? at : first),
    undefined,
  );
}
