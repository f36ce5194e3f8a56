import { createHash } from 'node:crypto';
import { findConnection } from '../connections/connection.ts';
import { isWritten, noteWriting } from '../connections/own-writes.ts';
import { noteRefusedWrite, type WantedLead, wantedLead } from '../connections/write-backs.ts';
import type { Context } from '../context.ts';
import { UnavailableError } from '../errors.ts';
import { type ClaimedDelivery, connectionOf, type DeliveryOutcome } from '../outbox/delivery.ts';
import { CrmRefusal, understood } from './crm-refusal.ts';
import type { OpenCrms } from './open-crm.ts';

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
/** What it is written with cannot be read: somebody has to start this program otherwise. */
const UNAVAILABLE_MS = 600_000;

/**
 * Writes to the CRM how the lead stands now, unless that is what was written last. What the CRM refuses is told to those
 * it concerns, once for each version; what passes is tried again, later and later.
 */
export async function writeBack(
  ctx: Context,
  delivery: ClaimedDelivery,
  openCrm: OpenCrms,
): Promise<DeliveryOutcome> {
  const connection = await findConnection(ctx, connectionOf(delivery.recipientId));
  if (!connection || connection.disconnectedAt || !connection.writesBack)
    return { kind: 'cancelled', reason: 'the connection is not written to any more' };
  const wanted = delivery.handoffId
    ? await wantedLead(ctx, connection.connectionId, delivery.handoffId, delivery)
    : undefined;
  if (!wanted) return { kind: 'cancelled', reason: 'there is nothing to say of the lead any more' };
  const version = versionOf(delivery.deliveryId, wanted);
  if (isWritten(delivery, version)) return { kind: 'done' };
  try {
    const crm = openCrm(connection);
    if (!crm) return { kind: 'cancelled', reason: 'nobody has given access to the CRM' };
    const writing = await noteWriting(ctx, delivery, crm.writer.valuesFor(wanted));
    await understood(crm.writer.write({ ...wanted, version }));
    await writing.taken(version);
    return { kind: 'done' };
  } catch (error) {
    if (error instanceof UnavailableError) {
      const at = new Date(ctx.now().getTime() + UNAVAILABLE_MS);
      return { kind: 'retry', error: error.message, at, mayHavePosted: false };
    }
    if (!(error instanceof CrmRefusal)) throw error;
    // Deleted in the CRM: its own word stands, and there is nobody to tell.
    if (error.kind === 'gone') return { kind: 'cancelled', reason: `gone in the CRM: ${error.message}` };
    if (error.kind === 'wait') {
      const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (delivery.attempts - 1), LONGEST_WAIT_MS);
      const at = error.retryAt ?? new Date(ctx.now().getTime() + waitMs);
      return { kind: 'retry', error: error.message, at, mayHavePosted: false };
    }
    await noteRefusedWrite(ctx, connection, delivery, { version, words: error.message });
    return { kind: 'failed', error: error.message };
  }
}

function versionOf(deliveryId: string, { since, known: _, ...wanted }: WantedLead): string {
  const identity = JSON.stringify([deliveryId, since.toISOString(), wanted]);
  return createHash('sha256').update(identity).digest('base64url').slice(0, 32);
}
