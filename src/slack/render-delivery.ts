import type { Context } from '../context.ts';
import { assertNever } from '../errors.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { getWorkspace } from '../team/workspace.ts';
import { insteadOfMessage } from './messages/instead-of-message.ts';
import type { Message, Wording } from './messages/message.ts';
import { renderBundle } from './render-bundle.ts';
import { renderFirstRun, renderNewRep, renderSampleCard } from './render-first-run.ts';
import { renderLead, renderPaused } from './render-lead.ts';
import { renderOverspent } from './render-overspent.ts';
import { renderDigest, renderReport, renderStoppedReport } from './render-scheduled.ts';

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
      return renderDigest(ctx, delivery);
    case 'report':
      return renderReport(ctx, delivery);
    case 'report-stopped':
      return renderStoppedReport(delivery);
    case 'overspent':
      return renderOverspent(ctx, delivery);
    case 'new-rep':
      return renderNewRep(ctx, delivery);
    case 'first-run':
      return renderFirstRun(ctx, delivery);
    case 'sample-card':
      return renderSampleCard(delivery, { workspace, wording });
    default:
      return assertNever(delivery.kind);
  }
}
