import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { ConflictError, invariant, NotAllowedError } from '../errors.ts';
import { giveTurnsBack } from '../routing/turns.ts';
import { recordAudit } from '../team/audit.ts';
import { requireColleague } from '../team/permissions.ts';
import { getWorkspace } from '../team/workspace.ts';
import { say } from '../words/say.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';
import type { Handoff } from './handoff.ts';
import { loadProgress } from './lead-progress.ts';
import { lockHandoff, requireMayDecide } from './lock-handoff.ts';
import { recordWithin } from './record-stage-changes.ts';
import { StageChangedError } from './stage-changed-error.ts';

const UNDO_MS = 10 * 60_000;

/** Until when a decision made by a click may be taken back; undefined for one that cannot be. */
export function undoUntil(
  handoff: Pick<Handoff, 'state' | 'decidedOrigin' | 'decisionRecordedAt'>,
): Date | undefined {
  if (handoff.state === 'open' || handoff.state === 'void' || handoff.decidedOrigin !== SLACK_ORIGIN)
    return undefined;
  return handoff.decisionRecordedAt ? new Date(handoff.decisionRecordedAt.getTime() + UNDO_MS) : undefined;
}

/**
 * Takes a decision back within ten minutes: the same handoff is open again, with the same deadline.
 * @throws {ConflictError} when there is nothing to take back or it is too late.
 */
export async function undoDecision(ctx: Context, input: { handoffId: string }): Promise<void> {
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const handoff = await lockHandoff(tx, input.handoffId);
      requireMayUndo(tx, handoff);
      if (handoff.state === 'open')
        throw new ConflictError(say('This lead is open already: there is nothing to undo.'));
      const until = undoUntil(handoff);
      if (!until) {
        throw new ConflictError(
          say('This decision came from the CRM. Correct it there, and this card will follow.'),
        );
      }
      await requireLast(tx, handoff);
      const now = tx.now();
      if (now > until) {
        throw new ConflictError(
          say('The ten minutes for Undo are over. A manager can still correct it: `/funnel lead {id}`.', {
            id: handoff.leadId,
          }),
        );
      }
      const { leadId, decidedAt, decidedOrigin, decidedEventId } = handoff;
      invariant(decidedAt && decidedOrigin && decidedEventId, 'a decided handoff names its decision');
      await recordWithin(
        tx,
        [
          {
            kind: 'undo',
            origin: SLACK_ORIGIN,
            eventId: uuidv7(),
            leadId,
            occurredAt: now > decidedAt ? now : decidedAt,
            actorId: actorId(tx) ?? undefined,
            voids: { origin: decidedOrigin, eventId: decidedEventId },
          },
        ],
        now,
      );
      const { rejectionReasons } = await getWorkspace(tx);
      const gaveTurnBack = rejectionReasons.find(({ key }) => key === handoff.reason)?.givesTurnBack === true;
      if (gaveTurnBack && handoff.holderId && handoff.routedTo === 'rotation') {
        await giveTurnsBack(tx, handoff.holderId, -1);
      }
      await recordAudit(tx, 'decision undone', leadId, { handoffId: handoff.handoffId, was: handoff.state });
    }),
  );
}

/** What was said by hand after the decision would decide the lead instead of it. */
async function requireLast(ctx: Context, { leadId, decidedAt }: Handoff): Promise<void> {
  const progress = (await loadProgress(ctx, [leadId])).get(leadId);
  if (progress?.isMove && decidedAt && progress.since > decidedAt) throw new StageChangedError(progress);
}

function requireMayUndo(ctx: Context, handoff: Handoff): void {
  requireColleague(ctx);
  if (ctx.actor.kind === 'person' && handoff.decidedBy === ctx.actor.userId) return;
  try {
    requireMayDecide(ctx, handoff);
  } catch (error) {
    if (!(error instanceof NotAllowedError)) throw error;
    throw new NotAllowedError(
      say('Only whoever decided this lead, its holder, a manager or an admin can undo it.'),
    );
  }
}
