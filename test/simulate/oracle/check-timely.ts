import type { SimMessage } from '../pretend-slack.ts';
import { aboutOf, type DeliveryRow, type Evidence } from './evidence.ts';
import { iso } from './story.ts';

/** A card and a reminder are for whoever has the lead when they are sent, and a reminder is for before the deadline. */
export function checkTimely(evidence: Evidence): void {
  for (const [id, [message]] of evidence.messages) {
    const row = evidence.deliveryById.get(id);
    if (!row || !message || row.payload.insteadOf) continue;
    const about = aboutOf(evidence, row);
    const first = about.filter((one) => one.createdAt.getTime() <= message.renderedAt);
    const faults = first.map((one) => faultOf(evidence, one, message));
    const [fault] = faults;
    if (fault && faults.every((one) => one !== undefined)) evidence.offend(fault, first[0]?.handoffId);
  }
}

/** Why this should not have been sent. What changed while the attempt was under way does not count. */
function faultOf(evidence: Evidence, row: DeliveryRow, message: SimMessage): string | undefined {
  const { kind, recipientId, handoffId, payload } = row;
  if (!handoffId || payload.asked || (kind !== 'card' && kind !== 'reminder')) return undefined;
  const past = evidence.pastAt(handoffId, message.renderedAt - 1);
  const turn = evidence.turns.get(handoffId)?.find((one) => one.turn === payload.turn);
  if (!past || !turn) return undefined;
  const what = `${kind} to ${recipientId}, posted at ${iso(message.postedAt)},`;
  if (past.turn > turn.turn)
    return `${what} is about turn ${turn.turn}, which was over: turn ${past.turn} ran`;
  if (kind === 'reminder' && past.turnDueAt !== null && past.turnDueAt < message.renderedAt)
    return `${what} comes after the deadline of ${iso(past.turnDueAt)}`;
  return undefined;
}
