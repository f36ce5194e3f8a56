import type { Context } from '../context.ts';
import { assertNever } from '../errors.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { composeDigest } from '../reports/compose-digest.ts';
import { getWorkspace } from '../team/workspace.ts';
import { digestMessage } from './messages/digest-message.ts';
import { insteadOfMessage } from './messages/instead-of-message.ts';
import type { Message, Wording } from './messages/message.ts';
import { renderBundle } from './render-bundle.ts';
import { renderLead, renderPaused } from './render-lead.ts';
import { renderOverspent } from './render-overspent.ts';

export type Rendering =
  | { kind: 'message'; message: Message; refreshAt?: Date | undefined }
  /** Nothing to say any more. */
  | { kind: 'obsolete'; reason: string };

/** What a delivery says now: the state is read when it is sent, so that nobody is told what is no longer so. */
export async function renderDelivery(ctx: Context, delivery: ClaimedDelivery): Promise<Rendering> {
  const rendering = await render(ctx, delivery);
  const { insteadOf, because } = delivery.payload;
  if (rendering.kind === 'obsolete' || typeof insteadOf !== 'string') return rendering;
  return { ...rendering, message: insteadOfMessage(rendering.message, insteadOf, String(because)) };
}

async function render(ctx: Context, delivery: ClaimedDelivery): Promise<Rendering> {
  const workspace = await getWorkspace(ctx);
  const wording: Wording = { timeZone: workspace.timeZone, now: ctx.now() };
  switch (delivery.kind) {
    case 'card':
    case 'reminder':
    case 'breach':
    case 'nobody-eligible':
    case 'contact-reminder':
    case 'contact-breach':
      return renderLead(ctx, delivery, delivery.kind, { workspace, wording });
    case 'paused':
      return renderPaused(ctx, delivery);
    case 'bundle':
      return renderBundle(ctx, delivery, { workspace, wording });
    case 'digest':
      return {
        kind: 'message',
        message: digestMessage(await composeDigest(ctx, digestInput(delivery.payload))),
      };
    case 'overspent':
      return renderOverspent(ctx, delivery);
    default:
      return assertNever(delivery.kind);
  }
}

function digestInput(payload: Record<string, unknown>): { at: Date; timeZone: string; withCost: boolean } {
  return {
    at: new Date(String(payload.at)),
    timeZone: String(payload.timeZone),
    withCost: payload.withCost === true,
  };
}
