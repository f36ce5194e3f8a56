import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { ConflictError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { requireManager } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';
import type { Handoff } from './handoff.ts';
import { lockHandoff } from './lock-handoff.ts';
import { recordWithin } from './record-stage-changes.ts';
import { statedReason } from './stated-reason.ts';

/**
 * A manager's word that a missed deadline was not the holder's: it is counted beside the waste from then on.
 * @throws {ConflictError} when no deadline was missed, or it is excused already.
 */
export async function excuseBreach(
  ctx: Context,
  input: { handoffId: string; reason: string },
): Promise<void> {
  requireManager(ctx, 'excuse a missed deadline');
  const reason = statedReason(input.reason);
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const handoff = await lockHandoff(tx, input.handoffId);
      const now = tx.now();
      requireExcusable(handoff, now);
      const { leadId, openedAt, openingOrigin, openingEventId } = handoff;
      await recordWithin(
        tx,
        [
          {
            kind: 'excused',
            origin: SLACK_ORIGIN,
            eventId: uuidv7(),
            leadId,
            occurredAt: now > openedAt ? now : openedAt,
            actorId: actorId(tx) ?? undefined,
            about: { origin: openingOrigin, eventId: openingEventId },
            reason,
          },
        ],
        now,
      );
      await recordAudit(tx, 'breach excused', leadId, { handoffId: handoff.handoffId, reason });
    }),
  );
}

/** Also asked before a form is opened. */
export function requireExcusable(handoff: Handoff, now: Date): void {
  if (handoff.state === 'void') {
    throw new ConflictError(say('This lead is no longer an MQL, so there is nothing to excuse.'));
  }
  if ((handoff.decidedAt ?? now) <= handoff.dueAt) {
    throw new ConflictError(say('No deadline was missed here, so there is nothing to excuse.'));
  }
  if (!handoff.excusedAt) return;
  const why = handoff.excusedReason ?? say('no reason given');
  throw new ConflictError(
    handoff.excusedBy
      ? say('This was excused by {who} already: {why}.', { who: `<@${handoff.excusedBy}>`, why })
      : say('This was excused already: {why}.', { why }),
  );
}
