import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { ConflictError, InvalidInputError, invariant } from '../errors.ts';
import type { RouteReason } from '../routing/route-reason.ts';
import { giveTurnsBack } from '../routing/turns.ts';
import { passOn } from '../sla/pass-on.ts';
import { findSlackPeople, type SlackPeople } from '../sla/slack-people.ts';
import { recordAudit } from '../team/audit.ts';
import type { Directory } from '../team/directory.ts';
import { requireManager } from '../team/permissions.ts';
import { getWorkspace } from '../team/workspace.ts';
import type { RejectionReason, Stage } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { AlreadyDecidedError } from './decide-handoff.ts';
import type { NewFact, RecordedFact, StageChange, Undo } from './fact.ts';
import { CORRECTION_ORIGIN } from './fact.ts';
import { keyText } from './fold-lead.ts';
import type { Handoff } from './handoff.ts';
import { hasNewerHandoff } from './has-newer-handoff.ts';
import { loadFacts } from './ledger.ts';
import { lockHandoff } from './lock-handoff.ts';
import { recordWithin } from './record-stage-changes.ts';
import { isReservedOrigin } from './reserved-origins.ts';
import { statedReason } from './stated-reason.ts';

export interface Correction {
  handoffId: string;
  to: 'open' | 'accepted' | 'rejected' | 'recycled';
  /** The key of a reason on the list, where one is given; its outcome must be `to`. */
  reason?: string | undefined;
  why: string;
}

const STAGE_OF = { accepted: 'sql', rejected: 'rejected', recycled: 'recycled' } as const;

/**
 * A manager puts right what somebody decided by a click. The new decision has the instant of the old one and counts for
 * whoever made that, so that figures stay fair; a lead that is open again begins a new turn of whoever had it.
 * @throws {ConflictError} for decisions of the CRM, and when there is none to correct or it is so already.
 */
export async function correctDecision(ctx: Context, directory: Directory, input: Correction): Promise<void> {
  requireManager(ctx, 'correct a decision');
  const why = statedReason(input.why);
  const { rejectionReasons } = await getWorkspace(ctx);
  const reason = reasonOf(input, rejectionReasons);
  const by = actorId(ctx);
  const name = (by && (await directory.find(by))?.name) || null;
  const people = await findSlackPeople(ctx, directory);
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      const handoff = await lockHandoff(tx, input.handoffId);
      await requireCorrectable(tx, handoff);
      if (isSo(handoff, input)) throw new ConflictError(say('It is so already, so nothing has changed.'));
      await replaceDecision(tx, handoff, { ...input, why });
      const corrected = await lockHandoff(tx, input.handoffId);
      if (corrected.state !== input.to) {
        throw new ConflictError(
          say(
            'More has been said of this lead since, which decides it. Take that back first, in the CRM if it came from there.',
          ),
        );
      }
      if (input.to === 'open') {
        await beginAnew(tx, people, corrected, { is: 'opened-again', by: name, note: why });
      }
      await settleTurnsGivenBack(tx, handoff, reason, rejectionReasons);
      const { handoffId, leadId, state: was } = handoff;
      await recordAudit(tx, 'decision corrected', leadId, {
        ...{ handoffId, was, wasBy: handoff.decidedBy, to: input.to, why },
        ...(reason ? { reason: reason.key } : {}),
      });
    }),
  );
}

/** Also asked before a form is opened. */
export async function requireCorrectable(ctx: Context, handoff: Handoff): Promise<void> {
  if (handoff.state === 'open') {
    throw new ConflictError(
      say('This lead is open: there is no decision to correct. Decide it on its card.'),
    );
  }
  if (handoff.state === 'void') throw new AlreadyDecidedError(handoff);
  if (!isReservedOrigin(handoff.decidedOrigin)) {
    throw new ConflictError(
      say('This decision came from the CRM. Correct it there, and this card will follow.'),
    );
  }
  if (await hasNewerHandoff(ctx, handoff)) {
    throw new ConflictError(say('This lead has been handed over again since. Correct the newer handoff.'));
  }
}

function reasonOf({ to, reason: key }: Correction, known: readonly RejectionReason[]) {
  if (key === undefined) return undefined;
  const reason = known.find((candidate) => candidate.key === key);
  const outcome = reason?.outcome === 'recycle' ? 'recycled' : 'rejected';
  if (reason && outcome === to) return reason;
  throw new InvalidInputError(say('This reason is no longer on the list. Choose another one.'));
}

function isSo(handoff: Handoff, { to, reason }: Correction): boolean {
  return handoff.state === to && (to === 'accepted' || (handoff.reason ?? undefined) === reason);
}

async function replaceDecision(ctx: Context, handoff: Handoff, input: Correction): Promise<void> {
  const { leadId, decidedAt, decidedOrigin, decidedEventId } = handoff;
  invariant(decidedAt && decidedOrigin && decidedEventId, 'a decided handoff names its decision');
  const ledger = (await loadFacts(ctx, [leadId])).get(leadId) ?? [];
  const decision = ledger.find(
    (fact) => keyText(fact) === keyText({ origin: decidedOrigin, eventId: decidedEventId }),
  );
  invariant(decision?.kind === 'stage', 'the decision stands in the ledger');
  const ours = { origin: CORRECTION_ORIGIN, leadId };
  const undos = [decision, ...echoesOf(decision, ledger)].map(
    (fact): Undo => ({
      ...ours,
      actorId: actorId(ctx) ?? undefined,
      kind: 'undo',
      eventId: uuidv7(),
      occurredAt: fact.occurredAt,
      voids: { origin: fact.origin, eventId: fact.eventId },
    }),
  );
  const facts: NewFact[] = [...undos];
  if (input.to !== 'open') {
    const stage = STAGE_OF[input.to];
    facts.push({
      ...ours,
      actorId: decision.actorId,
      kind: 'stage',
      eventId: uuidv7(),
      ...{ stage, reported: stage, reason: input.reason, note: input.why },
      occurredAt: firstStanding(stage, decidedAt, [...ledger, ...undos], ledger),
    });
  }
  await recordWithin(ctx, facts, ctx.now());
}

/**
 * What repeats the decision later, such as the CRM's answer to it. Each is voided at its own instant: an undo that
 * reached further would void the same stage once it is said again.
 */
function echoesOf(decision: StageChange, ledger: readonly RecordedFact[]): StageChange[] {
  return ledger.filter(
    (fact): fact is RecordedFact & StageChange =>
      fact.kind === 'stage' &&
      fact.stage === decision.stage &&
      fact.occurredAt >= decision.occurredAt &&
      keyText(fact) !== keyText(decision),
  );
}

/** The first millisecond from `from` on at which no undo voids a fact of this stage. */
function firstStanding(
  stage: Stage,
  from: Date,
  facts: readonly (NewFact | RecordedFact)[],
  ledger: readonly RecordedFact[],
): Date {
  const byKey = new Map(ledger.map((fact) => [keyText(fact), fact]));
  const ranges = facts.flatMap((fact) => {
    const voided = fact.kind === 'undo' ? byKey.get(keyText(fact.voids)) : undefined;
    return voided?.kind === 'stage' && voided.stage === stage
      ? [{ from: voided.occurredAt.getTime(), to: fact.occurredAt.getTime() }]
      : [];
  });
  let at = from.getTime();
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    if (at >= range.from && at <= range.to) at = range.to + 1;
  }
  return new Date(at);
}

/** Whoever had it has the whole time to decide again; the promise stays. */
async function beginAnew(
  ctx: Context,
  people: SlackPeople,
  handoff: Handoff,
  why: RouteReason,
): Promise<void> {
  const { holderId } = handoff;
  if (!holderId) return;
  // Not as who it is: to the same holder in the same way nothing would be passed on.
  await passOn(ctx, people, [{ ...handoff, routedTo: null }], {
    ended: 'decided',
    why: '',
    to: { routedTo: 'person', holderId, why },
    givesTurnBack: false,
  });
}

/** A reason that gives the turn back no longer holds, or holds now. */
async function settleTurnsGivenBack(
  ctx: Context,
  { holderId, routedTo, reason: key }: Handoff,
  reason: RejectionReason | undefined,
  known: readonly RejectionReason[],
): Promise<void> {
  if (!holderId || routedTo !== 'rotation') return;
  const gave = known.find((candidate) => candidate.key === key)?.givesTurnBack === true;
  const gives = reason?.givesTurnBack === true;
  if (gave !== gives) await giveTurnsBack(ctx, holderId, gives ? 1 : -1);
}
