import { and, eq, max, or } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { stageChanges } from '../db/schema.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';
import { giveTurnsBack } from '../routing/turns.ts';
import { recordAudit } from '../team/audit.ts';
import { requireColleague } from '../team/permissions.ts';
import { getWorkspace } from '../team/workspace.ts';
import type { Stage } from '../vocabulary.ts';
import { claimWithin } from './claim-within.ts';
import { findHandoff } from './find-handoff.ts';
import type { Handoff } from './handoff.ts';
import { lockHandoff, requireMayDecide } from './lock-handoff.ts';
import { recordWithin } from './record-stage-changes.ts';

/** The origin of every fact that comes from a click. */
export const SLACK_ORIGIN = 'slack';

/** Thrown to whoever clicks second: carries the handoff as it stands, so that the answer can say who, what and when. */
export class AlreadyDecidedError extends ConflictError {
  readonly handoff: Handoff;

  constructor(handoff: Handoff) {
    super(`This lead was already ${handoff.state}.`);
    this.handoff = handoff;
  }
}

/**
 * Sales takes the lead.
 * @throws {AlreadyDecidedError} to all but the first, {NotAllowedError} to people whose lead it is not.
 */
export async function acceptLead(ctx: Context, input: { handoffId: string }): Promise<void> {
  await decide(ctx, input.handoffId, 'sql', {}, false);
}

/**
 * Sales turns the lead down. What follows (recycle or disqualify) is the usual outcome of the reason.
 * @throws {AlreadyDecidedError} to all but the first, {InvalidInputError} for a reason that is not on the list.
 */
export async function rejectLead(
  ctx: Context,
  input: { handoffId: string; reason: string; note?: string | undefined },
): Promise<void> {
  const { rejectionReasons } = await getWorkspace(ctx);
  const reason = rejectionReasons.find((known) => known.key === input.reason);
  if (!reason) throw new InvalidInputError('This reason is no longer on the list. Choose another one.');
  await decide(
    ctx,
    input.handoffId,
    reason.outcome === 'recycle' ? 'recycled' : 'rejected',
    {
      reason: reason.key,
      note: input.note?.trim() || undefined,
    },
    reason.givesTurnBack === true,
  );
}

/**
 * The handoff, if whoever asks may decide it now: asked before a form is opened, so that nobody fills one in vain.
 * @throws {AlreadyDecidedError} or {NotAllowedError} as deciding itself would.
 */
export async function getOpenHandoff(ctx: Context, handoffId: string): Promise<Handoff> {
  const handoff = await findHandoff(ctx, handoffId);
  requireOpen(ctx, handoff);
  return handoff;
}

async function decide(
  ctx: Context,
  handoffId: string,
  stage: Stage,
  why: { reason?: string; note?: string | undefined },
  givesTurnBack: boolean,
): Promise<void> {
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const handoff = await lockHandoff(tx, handoffId);
      requireOpen(tx, handoff);
      // Whoever decides a lead that nobody holds has it from then on.
      if (handoff.holderId === null && actorId(tx)) await claimWithin(tx, handoff);
      const now = tx.now();
      const { holderId, routedTo } = handoff;
      if (holderId && givesTurnBack && routedTo === 'rotation') await giveTurnsBack(tx, holderId, 1);
      await recordWithin(
        tx,
        [
          {
            kind: 'stage',
            origin: SLACK_ORIGIN,
            eventId: uuidv7(),
            leadId: handoff.leadId,
            stage,
            reported: stage,
            occurredAt: later(now, await earliestDecisionAt(tx, handoff)),
            actorId: actorId(tx) ?? undefined,
            ...why,
          },
        ],
        now,
      );
      await recordAudit(tx, `lead ${stage === 'sql' ? 'accepted' : stage}`, handoff.leadId, {
        handoffId,
        ...why,
      });
    }),
  );
}

/** Any colleague is told who decided, what and when; the right to decide is asked for only while there is something to. */
function requireOpen(ctx: Context, handoff: Handoff): void {
  requireColleague(ctx);
  if (handoff.state !== 'open') throw new AlreadyDecidedError(handoff);
  requireMayDecide(ctx, handoff);
}

/**
 * The earliest instant that a decision may have. Clocks of CRMs run ahead: it never comes before the `mql` that it
 * decides, nor within reach of an undo, which would void it.
 */
async function earliestDecisionAt(ctx: Context, handoff: Handoff): Promise<Date> {
  const latest = await ctx.db
    .select({ kind: stageChanges.kind, at: max(stageChanges.occurredAt) })
    .from(stageChanges)
    .where(
      and(
        eq(stageChanges.workspaceId, ctx.workspaceId),
        eq(stageChanges.leadId, handoff.leadId),
        or(eq(stageChanges.stage, 'mql'), eq(stageChanges.kind, 'undo')),
      ),
    )
    .groupBy(stageChanges.kind);
  return latest
    .map(({ kind, at }) => new Date((at?.getTime() ?? 0) + (kind === 'undo' ? 1 : 0)))
    .reduce(later, handoff.openedAt);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
