import type { Evidence, HandoffRow, Past, TurnRow } from './evidence.ts';
import { iso } from './story.ts';

/** Nothing is lost on the way: every lead has somebody, the promise stays, and the breach is theirs who held it. */
export function checkHolders(evidence: Evidence): void {
  for (const handoff of evidence.handoffs) {
    const past = evidence.past.get(handoff.handoffId) ?? [];
    checkDue(evidence, handoff, past);
    if (!handoff.alerting || handoff.state === 'void') continue;
    checkHeld(evidence, handoff, past);
    checkBreach(evidence, handoff, past);
    checkHandOns(evidence, handoff);
  }
}

/** The promise moves when its clock or its policy turns out to be another, or with the first holder's own hours. */
function checkDue(evidence: Evidence, { handoffId }: HandoffRow, past: readonly Past[]): void {
  for (const [index, now] of past.entries()) {
    const before = past[index - 1];
    if (!before || before.dueAt === now.dueAt) continue;
    const isAnew = before.clockFrom !== now.clockFrom || before.policyId !== now.policyId;
    const earlier = (evidence.turns.get(handoffId) ?? []).filter((turn) => turn.turn < now.turn);
    const isFirstTurn =
      before.turn !== now.turn &&
      earlier.every((turn) => turn.routedTo === 'nobody') &&
      evidence.policies.get(now.policyId)?.inHoldersTime;
    if (!isAnew && !isFirstTurn)
      evidence.offend(
        `the promise moved from ${iso(before.dueAt)} to ${iso(now.dueAt)} at ${iso(now.at)}`,
        handoffId,
      );
  }
}

function checkHeld(evidence: Evidence, handoff: HandoffRow, past: readonly Past[]): void {
  const { handoffId } = handoff;
  const opened = past.find((one) => one.state === 'open' && one.alerting);
  const [first] = evidence.turns.get(handoffId) ?? [];
  if (opened && !first) {
    const hi = evidence.surelyBy(evidence.surelyBy(opened.at));
    const stayedOpen = past
      .filter((one) => one.at >= opened.at && one.at <= hi)
      .every((one) => one.state === 'open');
    if (stayedOpen && hi < evidence.endMs) evidence.offend('nobody ever got this lead', handoffId);
  }
  if (handoff.state !== 'open' || !first) return;
  const hasSomebody = handoff.holderId !== null || handoff.routedTo === 'pool';
  if (hasSomebody) return;
  if (handoff.routedTo !== 'nobody') {
    evidence.offend(`nobody has it, by way of ${handoff.routedTo}`, handoffId);
    return;
  }
  const told = (evidence.deliveriesOf.get(handoffId) ?? []).some((row) => row.kind === 'nobody-eligible');
  if (!told) evidence.offend('nobody has it, and no manager was told', handoffId);
}

function checkBreach(evidence: Evidence, handoff: HandoffRow, past: readonly Past[]): void {
  const dueAt = handoff.dueAt.getTime();
  const hi = evidence.surelyBy(dueAt);
  const isMoved = past.some((one) => one.turn > 0 && one.dueAt !== dueAt);
  if (isMoved || hi > evidence.endMs) return;
  const [first] = evidence.turns.get(handoff.handoffId) ?? [];
  if (!first || first.startedAt.getTime() >= dueAt) return;
  const around = [
    evidence.pastAt(handoff.handoffId, dueAt - 1),
    ...past.filter((one) => one.at >= dueAt && one.at <= hi),
  ];
  const isOpen = around.every((one) => one?.state === 'open');
  if (!isOpen) return;
  const holderId = around[0]?.holderId ?? null;
  // Once for all: it does not follow the lead.
  if (!handoff.breachNotedAt)
    evidence.offend(`open at ${iso(dueAt)}, when it was due, and no breach is noted`, handoff.handoffId);
  else if (handoff.breachHolderId !== holderId)
    evidence.offend(
      `${holderId} held it at ${iso(dueAt)}, the breach counts for ${handoff.breachHolderId}`,
      handoff.handoffId,
    );
}

function checkHandOns(evidence: Evidence, handoff: HandoffRow): void {
  const turns = evidence.turns.get(handoff.handoffId) ?? [];
  const most = Math.max(...[...evidence.policies.values()].map((policy) => policy.mostHandOns));
  const lapsed = turns.filter((turn) => turn.ended === 'lapsed').length;
  if (lapsed > most || handoff.handOns > most)
    evidence.offend(
      `handed on ${lapsed} times by a chain that does so ${most} times at most`,
      handoff.handoffId,
    );
  for (const [index, turn] of turns.entries()) {
    const earlier = turns.slice(0, index).map((one) => one.holderId);
    if (turn.routedTo !== 'rotation' || !turn.holderId || !earlier.includes(turn.holderId)) continue;
    const fresh = freeAt(evidence, turn).filter((userId) => !earlier.includes(userId));
    if (fresh.length > 0)
      evidence.offend(
        `turn ${turn.turn} returns to ${turn.holderId}, though ${fresh} had not had it`,
        handoff.handoffId,
      );
  }
}

/** Reps whom nothing at all kept from taking a lead then: no cap, no absence, never paused, still in Slack. */
function freeAt(evidence: Evidence, turn: TurnRow): string[] {
  const at = turn.startedAt;
  return [...evidence.members.values()]
    .filter((row) => row.isRep && row.openCap === null && row.dailyCap === null && row.pausedAt === null)
    .filter(({ userId }) => !evidence.simulation.goneAt.has(userId))
    .filter(
      ({ userId }) =>
        !evidence.absences.some((one) => one.userId === userId && one.fromAt <= at && at < one.untilAt),
    )
    .map((row) => row.userId);
}
