import type { Context } from '../context.ts';
import { assertNever, UnavailableError } from '../errors.ts';
import type { Standing } from '../leads/standing.ts';
import { type ClaimedDelivery, isPerson } from '../outbox/delivery.ts';
import type { Directory, Person } from '../team/directory.ts';
import { readerVoice } from '../team/reader-voice.ts';
import { getWorkspace, type Workspace } from '../team/workspace.ts';
import { speaking } from '../words/voice.ts';
import { insteadOfMessage } from './messages/instead-of-message.ts';
import type { Message, Wording } from './messages/message.ts';
import { renderAdded } from './render-added.ts';
import { renderBundle } from './render-bundle.ts';
import { renderFirstRun, renderNewRep, renderSampleCard } from './render-first-run.ts';
import { renderLead, renderPaused } from './render-lead.ts';
import { renderOverspent } from './render-overspent.ts';
import { renderDigest, renderReport, renderStoppedReport } from './render-scheduled.ts';
import { renderWriteRefused } from './render-write-refused.ts';

export type Rendering =
  | {
      kind: 'message';
      message: Message;
      refreshAt?: Date | undefined;
      /** The message beside which it stands, of the same conversation. */
      thread?: string | undefined;
    }
  /** Nothing to say any more. */
  | { kind: 'obsolete'; reason: string };

/** How things stand, where it is at hand. */
export interface Known {
  workspace: Workspace;
  standing: Standing;
}

/** What a delivery says now: the state is read when it is sent, so that nobody is told what is no longer so. */
export async function renderDelivery(
  ctx: Context,
  delivery: ClaimedDelivery,
  findPerson: Directory['find'] = async () => undefined,
  known?: Known,
): Promise<Rendering> {
  const { recipientId } = delivery;
  const workspace = known?.workspace ?? (await getWorkspace(ctx));
  const person = isPerson(recipientId) ? await orNobody(findPerson(recipientId)) : undefined;
  return speaking(readerVoice(workspace, person), async () => {
    const rendering = await render(ctx, delivery, workspace, known?.standing);
    const { insteadOf, because } = delivery.payload;
    if (rendering.kind === 'obsolete' || typeof insteadOf !== 'string') return rendering;
    return { ...rendering, message: insteadOfMessage(rendering.message, insteadOf, String(because)) };
  });
}

/** Where Slack cannot be asked the workspace's language does. */
async function orNobody(person: Promise<Person | undefined>): Promise<Person | undefined> {
  try {
    return await person;
  } catch (error) {
    if (error instanceof UnavailableError) return undefined;
    throw error;
  }
}

async function render(
  ctx: Context,
  delivery: ClaimedDelivery,
  workspace: Workspace,
  standing: Standing | undefined,
): Promise<Rendering> {
  const wording: Wording = { timeZone: workspace.timeZone, now: ctx.now() };
  switch (delivery.kind) {
    case 'card':
    case 'reminder':
    case 'breach':
    case 'nobody-eligible':
    case 'contact-reminder':
    case 'contact-breach':
      return renderLead(ctx, delivery, delivery.kind, { workspace, wording, standing });
    case 'paused':
      return renderPaused(ctx, delivery);
    case 'bundle':
      return renderBundle(ctx, delivery, { workspace, wording });
    case 'digest':
      return renderDigest(ctx, delivery);
    case 'report':
      return renderReport(ctx, delivery);
    case 'report-stopped':
      return renderStoppedReport(ctx, delivery);
    case 'overspent':
      return renderOverspent(ctx, delivery);
    case 'new-rep':
      return renderNewRep(ctx, delivery);
    case 'first-run':
      return renderFirstRun(ctx, delivery);
    case 'write-refused':
      return renderWriteRefused(ctx, delivery, workspace);
    case 'sample-card':
      return renderSampleCard(delivery, { workspace, wording });
    case 'added':
      return renderAdded(ctx, delivery, wording);
    case 'home':
    case 'delete-file':
    case 'write-back':
      return { kind: 'obsolete', reason: 'it is no message' };
    default:
      return assertNever(delivery.kind);
  }
}
