import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { InvalidInputError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { requireColleague } from '../team/permissions.ts';
import type { Stage } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { moveKey } from './lead-progress.ts';
import { lockLead, nextInstant } from './lock-lead.ts';
import { recordWithin } from './record-stage-changes.ts';
import { requireMayMove } from './require-may-move.ts';
import { StageChangedError } from './stage-changed-error.ts';
import { movesFrom } from './stage-moves.ts';

export interface Move {
  leadId: string;
  /** The stage in which whoever moves it saw it. */
  from: Stage;
  to: Stage;
}

/**
 * Says by hand what became of a lead; made an MQL, it is handed over.
 * @throws {StageChangedError} when it is not in the stage any more that it was seen in, {NotAllowedError} to people
 * whose lead it is not.
 */
export async function moveLead(ctx: Context, { leadId, from, to }: Move): Promise<void> {
  requireColleague(ctx);
  if (!movesFrom(from).includes(to)) {
    throw new InvalidInputError(say('This choice is not known any more. Open the card again.'));
  }
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const lead = await lockLead(tx, leadId);
      if (lead.stage !== from) throw new StageChangedError(lead);
      await requireMayMove(tx, lead);
      const occurredAt = await nextInstant(tx, leadId);
      await recordWithin(
        tx,
        [
          {
            kind: 'stage',
            ...moveKey(),
            leadId,
            stage: to,
            reported: to,
            occurredAt,
            actorId: actorId(tx) ?? undefined,
          },
        ],
        tx.now(),
      );
      await recordAudit(tx, `lead made ${to}`, leadId, { from });
    }),
  );
}
