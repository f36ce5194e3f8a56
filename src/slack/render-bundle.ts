import type { Context } from '../context.ts';
import { getCards } from '../leads/lead-card.ts';
import { type BundledLead, listBundledLeads } from '../outbox/bundled-leads.ts';
import { type ClaimedDelivery, isPerson } from '../outbox/delivery.ts';
import type { Workspace } from '../team/workspace.ts';
import { type BundledCard, type BundledKind, bundleMessage, stillWaits } from './messages/bundle-message.ts';
import type { Wording } from './messages/message.ts';
import type { Rendering } from './render-delivery.ts';
import { renderCard, renderErased, whyNotSent } from './render-lead.ts';

/**
 * Several leads in one message. What was settled before it is posted is left out of it; what is settled later stays,
 * with how it ended. One lead alone is shown as the message that it was owed as.
 */
export async function renderBundle(
  ctx: Context,
  delivery: ClaimedDelivery,
  { workspace, wording }: { workspace: Workspace; wording: Wording },
): Promise<Rendering> {
  const leads = await listBundledLeads(ctx, delivery.deliveryId);
  const byId = new Map(leads.map((lead) => [lead.handoffId, lead]));
  const known = await getCards(ctx, [...byId.keys()], workspace);
  const payloadOf = ({ handoffId }: BundledCard) => ({
    ...byId.get(handoffId)?.payload,
    ...redirection(delivery),
  });
  const cards = known
    .map((card): BundledCard => ({ ...card, owedAs: owedAs(byId.get(card.handoffId)) }))
    .filter((card) => !card.erasedAt)
    .filter((card) =>
      delivery.messageTs
        ? isShown(card, delivery)
        : !whyNotSent(
            { ...delivery, payload: payloadOf(card) },
            card.owedAs ?? 'card',
            card,
            workspace,
            wording,
          ),
    );
  const [only, ...others] = cards;
  if (!only && known.some((card) => card.erasedAt)) return renderErased(delivery);
  if (!only) return { kind: 'obsolete', reason: 'all decided before it was sent' };
  const lead = byId.get(only.handoffId);
  if (lead && others.length === 0) {
    const alone = { ...delivery, handoffId: lead.handoffId, payload: payloadOf(only) };
    return renderCard(alone, owedAs(lead), only, { workspace, wording });
  }
  const kinds = new Set(cards.map((card) => card.owedAs));
  const isOwn = cards.every((card) => (card.decidedBy ?? card.holderId) === delivery.recipientId);
  const namesReps = !isOwn && (isPerson(delivery.recipientId) || workspace.namesRepsInChannels);
  const [kind] = kinds;
  return {
    kind: 'message',
    message: bundleMessage(kinds.size === 1 && kind ? kind : 'mixed', cards, wording, namesReps),
  };
}

function owedAs(lead: BundledLead | undefined): BundledKind {
  return (lead?.kind ?? 'card') as BundledKind;
}

function isShown(card: BundledCard, { postedAt }: ClaimedDelivery): boolean {
  if (stillWaits(card.owedAs ?? 'card', card)) return true;
  const settledAt = settledAtOf(card);
  return !settledAt || !postedAt || settledAt > postedAt;
}

function settledAtOf(card: BundledCard): Date | null {
  return card.owedAs?.startsWith('contact-') ? card.contactedAt : (card.decisionRecordedAt ?? card.decidedAt);
}

function redirection({ payload }: ClaimedDelivery): object {
  return payload.insteadOf ? { insteadOf: payload.insteadOf, because: payload.because } : {};
}
