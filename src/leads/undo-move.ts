import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { ConflictError } from '../errors.ts';
import { recordAudit } from '../team/audit.ts';
import { requireColleague } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';
import { moveUndoUntil } from './lead-progress.ts';
import { lockLead } from './lock-lead.ts';
import { recordWithin } from './record-stage-changes.ts';
import { requireMayMove } from './require-may-move.ts';
import { StageChangedError } from './stage-changed-error.ts';

/**
 * Takes back, within ten minutes, the stage that somebody gave a lead by hand: it is again what it was before. A handoff
 * that it opened never was.
 * @throws {StageChangedError} when the lead has gone on since, {ConflictError} when it is too late.
 */
export async function undoMove(ctx: Context, { leadId }: { leadId: string }): Promise<void> {
  requireColleague(ctx);
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const lead = await lockLead(tx, leadId);
      const until = moveUndoUntil(lead);
      if (!until) throw new StageChangedError(lead);
      if (lead.by !== actorId(tx)) await requireMayMove(tx, lead);
      const now = tx.now();
      if (now > until) {
        throw new ConflictError(
          say('The ten minutes for Undo are over. Choose its stage in the menu instead.'),
        );
      }
      await recordWithin(
        tx,
        [
          {
            kind: 'undo',
            origin: SLACK_ORIGIN,
            eventId: uuidv7(),
            leadId,
            occurredAt: now > lead.since ? now : lead.since,
            actorId: actorId(tx) ?? undefined,
            voids: lead.fact,
          },
        ],
        now,
      );
      await recordAudit(tx, 'stage undone', leadId, { was: lead.stage });
    }),
  );
}
