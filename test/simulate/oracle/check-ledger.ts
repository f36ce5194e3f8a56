import { keyText } from '../../../src/leads/fold-lead.ts';
import type { Evidence, HandoffRow } from './evidence.ts';
import { iso } from './story.ts';

/** The tables say what the facts say, turns follow each other without a gap, and nothing that was due is left lying. */
export function checkLedger(evidence: Evidence): void {
  for (const lead of evidence.leads) checkLead(evidence, lead);
  for (const handoff of evidence.handoffs) {
    checkTurnRows(evidence, handoff);
    const { nextAlertAt, handoffId } = handoff;
    if (nextAlertAt && nextAlertAt.getTime() < evidence.endMs - 60_000)
      evidence.offend(`an alert was due at ${iso(nextAlertAt)} and nobody saw to it`, handoffId);
  }
  for (const row of evidence.deliveries) {
    if (row.state === 'owed' && row.runAt.getTime() < evidence.endMs - 3 * 60_000)
      evidence.offend(
        `${row.kind} to ${row.recipientId} has been owed since ${iso(row.createdAt)} (run at ${iso(row.runAt)}, ${row.lastError})`,
        row.handoffId,
      );
  }
}

function checkLead(evidence: Evidence, { leadId, stage }: { leadId: string; stage: string | null }): void {
  const folded = evidence.knownBy(leadId, Number.POSITIVE_INFINITY);
  if (folded.stage !== stage)
    evidence.offend(`lead ${leadId} is stored as ${stage}, its facts say ${folded.stage}`);
  const stored = evidence.handoffs
    .filter((row) => row.leadId === leadId && row.state !== 'void')
    .toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime());
  if (stored.length !== folded.spells.length) {
    evidence.offend(
      `lead ${leadId} has ${stored.length} handoffs, its facts say ${folded.spells.length}`,
      stored[0]?.handoffId,
    );
    return;
  }
  for (const [index, spell] of folded.spells.entries()) {
    const row = stored.find(
      (one) => keyText({ origin: one.openingOrigin, eventId: one.openingEventId }) === keyText(spell.opening),
    );
    if (!row) {
      evidence.offend(
        `no handoff of ${leadId} was opened by fact ${spell.opening.eventId}`,
        stored[index]?.handoffId,
      );
      continue;
    }
    const said = [
      ...[
        row.state,
        iso(row.openedAt),
        iso(row.decidedAt),
        row.decidedEventId,
        row.alerting,
        iso(row.clockFrom),
      ],
      ...[iso(row.contactedAt), iso(row.excusedAt)],
    ];
    const meant = [
      ...[spell.state, iso(spell.opening.occurredAt), iso(spell.decision?.occurredAt ?? null)],
      ...[spell.decision?.eventId ?? null, spell.alerting || row.turn > 0, iso(spell.clockFrom)],
      ...[iso(spell.contacted?.occurredAt ?? null), iso(spell.excused?.occurredAt ?? null)],
    ];
    if (String(said) !== String(meant))
      evidence.offend(`handoff stored as ${said}, its facts say ${meant}`, row.handoffId);
  }
}

function checkTurnRows(evidence: Evidence, handoff: HandoffRow): void {
  const turns = evidence.turns.get(handoff.handoffId) ?? [];
  const offend = (what: string) => evidence.offend(what, handoff.handoffId);
  const last = turns.at(-1);
  if (turns.length !== handoff.turn || turns.some((row, index) => row.turn !== index + 1)) {
    offend(`turns ${turns.map((row) => row.turn)} of a handoff in turn ${handoff.turn}`);
  }
  for (const [index, row] of turns.entries()) {
    const next = turns[index + 1];
    if (next && !row.endedAt) offend(`turn ${row.turn} runs although turn ${next.turn} has begun`);
    if (next && row.endedAt && row.endedAt > next.startedAt)
      offend(`turn ${row.turn} ends at ${iso(row.endedAt)}, after the next began`);
  }
  if (!last) return;
  const runs = last.endedAt === null && last.ended === null;
  if (runs !== (handoff.state === 'open'))
    offend(`the last turn ${runs ? 'runs' : 'is over'}, the handoff is ${handoff.state}`);
  if (runs && last.holderId !== handoff.holderId)
    offend(`${last.holderId} has the turn, ${handoff.holderId} holds the lead`);
}
