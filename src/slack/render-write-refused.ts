import type { Context } from '../context.ts';
import { getCards } from '../leads/lead-card.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { findCopies } from '../outbox/find-copies.ts';
import type { Workspace } from '../team/workspace.ts';
import { leadName } from './messages/lead-card-message.ts';
import { writeRefusedMessage } from './messages/write-refused-message.ts';
import type { Rendering } from './render-delivery.ts';
import { renderErased } from './render-lead.ts';

/** What a CRM refused, as a reply to the card where whoever reads it has one. */
export async function renderWriteRefused(
  ctx: Context,
  delivery: ClaimedDelivery,
  workspace: Workspace,
): Promise<Rendering> {
  const { handoffId, recipientId, payload } = delivery;
  const [card] = handoffId ? await getCards(ctx, [handoffId], workspace) : [];
  if (!card || !handoffId) return { kind: 'obsolete', reason: 'the lead is no longer known' };
  if (card.erasedAt) return renderErased(delivery);
  const copies = await findCopies(ctx, handoffId);
  const isRefused = copies.some(
    ({ deliveryId, state }) => deliveryId === payload.writeBack && state === 'failed',
  );
  const beside = copies.find((copy) => copy.kind === 'card' && copy.recipientId === recipientId);
  const message = writeRefusedMessage({
    ...{ lead: leadName(card), crm: String(payload.name), words: String(payload.words) },
    writeBack: isRefused ? String(payload.writeBack) : null,
  });
  return { kind: 'message', message, thread: beside?.messageTs ?? undefined };
}
