import type { Context } from '../context.ts';
import { assertNever } from '../errors.ts';
import { getCards, type LeadCard } from '../leads/lead-card.ts';
import { bundledHandoffs } from '../outbox/bundled-handoffs.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { composeDigest } from '../reports/compose-digest.ts';
import { getWorkspace } from '../team/workspace.ts';
import { breachMessage, nobodyEligibleMessage, reminderMessage } from './messages/alert-messages.ts';
import { type BundledKind, bundleMessage } from './messages/bundle-message.ts';
import { digestMessage } from './messages/digest-message.ts';
import { leadCardMessage } from './messages/lead-card-message.ts';
import type { Message, Wording } from './messages/message.ts';

export type Rendering =
  | { kind: 'message'; message: Message; refreshAt?: Date | undefined }
  /** Nothing to say any more. */
  | { kind: 'obsolete'; reason: string };

/** What a delivery says now: the state is read when it is sent, so that nobody is told what is no longer so. */
export async function renderDelivery(ctx: Context, delivery: ClaimedDelivery): Promise<Rendering> {
  const { timeZone } = await getWorkspace(ctx);
  const wording: Wording = { timeZone, now: ctx.now() };
  switch (delivery.kind) {
    case 'card':
    case 'reminder':
    case 'breach':
    case 'nobody-eligible':
      return renderLead(ctx, delivery, delivery.kind, wording);
    case 'bundle':
      return renderBundle(ctx, delivery, wording);
    case 'digest':
      return {
        kind: 'message',
        message: digestMessage(await composeDigest(ctx, digestInput(delivery.payload))),
      };
    default:
      return assertNever(delivery.kind);
  }
}

async function renderLead(
  ctx: Context,
  delivery: ClaimedDelivery,
  kind: BundledKind,
  wording: Wording,
): Promise<Rendering> {
  const [card] = delivery.handoffId ? await getCards(ctx, [delivery.handoffId]) : [];
  if (!card) return { kind: 'obsolete', reason: 'the lead is no longer known' };
  if (!delivery.messageTs && card.state !== 'open' && !delivery.payload.asked) {
    return { kind: 'obsolete', reason: 'decided before it was sent' };
  }
  return {
    kind: 'message',
    message: leadMessage(kind, card, wording, delivery.recipientId),
    refreshAt: card.undoUntil ?? undefined,
  };
}

function leadMessage(kind: BundledKind, card: LeadCard, wording: Wording, readerId: string): Message {
  switch (kind) {
    case 'card':
      return leadCardMessage(card, wording);
    case 'reminder':
      return reminderMessage(card, wording);
    case 'breach':
      return breachMessage(card, wording, readerId);
    case 'nobody-eligible':
      return nobodyEligibleMessage(card, wording);
  }
}

async function renderBundle(ctx: Context, delivery: ClaimedDelivery, wording: Wording): Promise<Rendering> {
  const cards = await getCards(ctx, await bundledHandoffs(ctx, delivery.deliveryId));
  if (!delivery.messageTs && cards.every((card) => card.state !== 'open')) {
    return { kind: 'obsolete', reason: 'all decided before it was sent' };
  }
  return { kind: 'message', message: bundleMessage(delivery.payload.of as BundledKind, cards, wording) };
}

function digestInput(payload: Record<string, unknown>): { at: Date; timeZone: string; withCost: boolean } {
  return {
    at: new Date(String(payload.at)),
    timeZone: String(payload.timeZone),
    withCost: payload.withCost === true,
  };
}
