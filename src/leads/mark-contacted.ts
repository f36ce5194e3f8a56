import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { ConflictError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';
import { hasNewerHandoff } from './has-newer-handoff.ts';
import { lockHandoff, requireMayDecide } from './lock-handoff.ts';
import { recordWithin } from './record-stage-changes.ts';

/**
 * The first attempt to reach an accepted lead: stops the second clock.
 * @throws {ConflictError} when the lead is not accepted, somebody has tried already, or it has been handed over again.
 */
export async function markContacted(ctx: Context, input: { handoffId: string }): Promise<void> {
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const handoff = await lockHandoff(tx, input.handoffId);
      requireMayDecide(tx, handoff);
      if (handoff.state !== 'accepted') {
        throw new ConflictError(`This lead is ${handoff.state}. Accept it first, then mark it contacted.`);
      }
      if (handoff.contactedAt) {
        const by = handoff.contactedBy ? ` by <@${handoff.contactedBy}>` : '';
        throw new ConflictError(`This lead was marked contacted${by} already; the first time counts.`);
      }
      // A contact counts for the latest handoff, so it cannot be told of an earlier one.
      if (await hasNewerHandoff(tx, handoff)) {
        throw new ConflictError(
          'This lead has been handed over again since. Use the card of the newer handoff.',
        );
      }
      const now = tx.now();
      await recordWithin(
        tx,
        [
          {
            kind: 'contacted',
            origin: SLACK_ORIGIN,
            eventId: uuidv7(),
            leadId: handoff.leadId,
            occurredAt: now > handoff.openedAt ? now : handoff.openedAt,
            actorId: actorId(tx) ?? undefined,
          },
        ],
        now,
      );
      await recordAudit(tx, 'lead contacted', handoff.leadId, { handoffId: handoff.handoffId });
    }),
  );
}
