import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';
import { giveTurnsBack } from '../routing/turns.ts';
import { recordAudit } from '../team/audit.ts';
import { requireColleague } from '../team/permissions.ts';
import { getWorkspace } from '../team/workspace.ts';
import type { Stage } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { claimWithin } from './claim-within.ts';
import type { RecordedFact } from './fact.ts';
import { findHandoff } from './find-handoff.ts';
import type { Handoff } from './handoff.ts';
import { loadFacts } from './ledger.ts';
import { lockHandoff, requireMayDecide } from './lock-handoff.ts';
import { type AtOnce, type Clicked, recordAtOnce, type Said } from './record-at-once.ts';
import { recordWithin } from './record-stage-changes.ts';
import { readStanding, type Standing } from './standing.ts';

/** The origin of every fact that comes from a click. */
export const SLACK_ORIGIN = 'slack';

/** What a verb of a card is given. */
export interface OnCard {
  handoffId: string;
  /** How the lead stood a moment ago, where it was read. */
  seen?: Standing | undefined;
  clicked?: Clicked | undefined;
}

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
export async function acceptLead(ctx: Context, input: OnCard): Promise<AtOnce | undefined> {
  return decide(ctx, input, { stage: 'sql', why: {}, givesTurnBack: false });
}

/**
 * Sales turns the lead down. What follows (recycle or disqualify) is the usual outcome of the reason.
 * @throws {AlreadyDecidedError} to all but the first, {InvalidInputError} for a reason that is not on the list.
 */
export async function rejectLead(
  ctx: Context,
  input: { handoffId: string; reason: string; note?: string | undefined },
): Promise<AtOnce | undefined> {
  const { rejectionReasons } = await getWorkspace(ctx);
  const reason = rejectionReasons.find((known) => known.key === input.reason);
  if (!reason) throw new InvalidInputError(say('This reason is no longer on the list. Choose another one.'));
  return decide(ctx, input, {
    stage: reason.outcome === 'recycle' ? 'recycled' : 'rejected',
    why: { reason: reason.key, note: input.note?.trim() || undefined },
    givesTurnBack: reason.givesTurnBack === true,
  });
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

interface Decision {
  stage: Stage;
  why: { reason?: string; note?: string | undefined };
  givesTurnBack: boolean;
}

/** Undefined: it was done under the lock of the lead, step by step. */
async function decide(ctx: Context, input: OnCard, decision: Decision): Promise<AtOnce | undefined> {
  const { handoffId } = input;
  const seen = input.seen ?? (await readStanding(ctx, handoffId, actorId(ctx))).standing;
  if (seen && !needsSteps(ctx, seen.handoff, decision)) {
    requireOpen(ctx, seen.handoff);
    const earliest = earliestAmong(seen.handoff, seen.facts);
    const atOnce = await recordAtOnce(
      ctx,
      seen,
      saidOf(ctx, seen.handoff, earliest, decision),
      input.clicked,
    );
    if (atOnce) return atOnce;
  }
  await decideInSteps(ctx, handoffId, decision);
  return undefined;
}

/** Somebody else's row is to be written too: that of a new holder, or of a rep who gets the turn back. */
function needsSteps(ctx: Context, { holderId, routedTo }: Handoff, { givesTurnBack }: Decision): boolean {
  return holderId === null ? actorId(ctx) !== null : givesTurnBack && routedTo === 'rotation';
}

async function decideInSteps(ctx: Context, handoffId: string, decision: Decision): Promise<void> {
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const handoff = await lockHandoff(tx, handoffId);
      requireOpen(tx, handoff);
      // Whoever decides a lead that nobody holds has it from then on.
      if (handoff.holderId === null && actorId(tx)) await claimWithin(tx, handoff);
      const { holderId, routedTo } = handoff;
      if (holderId && decision.givesTurnBack && routedTo === 'rotation') await giveTurnsBack(tx, holderId, 1);
      const facts = (await loadFacts(tx, [handoff.leadId])).get(handoff.leadId) ?? [];
      const earliest = earliestAmong(handoff, facts);
      const { fact, action, detail } = saidOf(tx, handoff, earliest, decision);
      await recordWithin(tx, [fact], tx.now());
      await recordAudit(tx, action, handoff.leadId, detail);
    }),
  );
}

function saidOf(
  ctx: Context,
  { handoffId, leadId }: Handoff,
  earliest: Date,
  { stage, why }: Decision,
): Said {
  return {
    fact: {
      ...{ kind: 'stage', origin: SLACK_ORIGIN, eventId: uuidv7(), leadId, stage, reported: stage },
      occurredAt: later(ctx.now(), earliest),
      actorId: actorId(ctx) ?? undefined,
      ...why,
    },
    action: `lead ${stage === 'sql' ? 'accepted' : stage}`,
    detail: { handoffId, ...why },
  };
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
function earliestAmong(handoff: Handoff, facts: readonly RecordedFact[]): Date {
  return facts
    .filter((fact) => fact.kind === 'undo' || (fact.kind === 'stage' && fact.stage === 'mql'))
    .map(({ kind, occurredAt }) => new Date(occurredAt.getTime() + (kind === 'undo' ? 1 : 0)))
    .reduce(later, handoff.openedAt);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
