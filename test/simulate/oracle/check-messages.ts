import { buttonsOf, contentOf, type SimMessage } from '../pretend-slack.ts';
import { aboutOf, type DeliveryRow, type Evidence, type TurnRow } from './evidence.ts';
import { iso } from './story.ts';

/** No card lost, no message twice, none about what was settled, and every card as things stand. */
export function checkMessages(evidence: Evidence): void {
  for (const [id, messages] of evidence.messages) checkMessage(evidence, id, messages);
  for (const row of evidence.deliveries) {
    if (row.postedAt && !evidence.messages.has(row.deliveryId))
      evidence.offend(
        `${row.kind} to ${row.recipientId} counts as posted, and Slack has no such message`,
        row.handoffId,
      );
    if (row.state === 'bundled' && !evidence.deliveryById.has(row.bundleId ?? ''))
      evidence.offend(
        `${row.kind} to ${row.recipientId} is part of a message that nobody owes`,
        row.handoffId,
      );
  }
  for (const handoff of evidence.handoffs) {
    for (const turn of evidence.turns.get(handoff.handoffId) ?? []) checkCard(evidence, turn);
  }
}

function checkMessage(evidence: Evidence, id: string, messages: readonly SimMessage[]): void {
  const row = evidence.deliveryById.get(id);
  const [message, ...others] = messages;
  if (!message) return;
  if (!row) {
    evidence.offend(`message ${message.content.text} belongs to no delivery`);
    return;
  }
  if (others.length > 0)
    evidence.offend(`${row.kind} to ${row.recipientId} was posted ${messages.length} times`, row.handoffId);
  if (row.messageTs !== message.ts)
    evidence.offend(
      `${row.kind} to ${row.recipientId} stands at ${message.ts}, the database says ${row.messageTs}`,
      row.handoffId,
    );
  const about = aboutOf(evidence, row);
  checkUnsettled(evidence, row, message, about);
  checkButtons(evidence, row, message, about);
}

/** What was decided before an attempt began is not posted any more. */
function checkUnsettled(
  evidence: Evidence,
  row: DeliveryRow,
  message: SimMessage,
  about: readonly DeliveryRow[],
): void {
  if (row.payload.asked) return;
  const before = about.filter((one) => one.handoffId && one.createdAt.getTime() <= message.renderedAt);
  const waiting = before.some((one) => {
    const known = evidence.pastAt(one.handoffId ?? '', message.renderedAt - 1);
    const now = evidence.pastAt(one.handoffId ?? '', message.renderedAt);
    const wanted = one.kind.startsWith('contact-') ? 'accepted' : 'open';
    return !known || known.state === wanted || now?.state === wanted;
  });
  if (before.length > 0 && !waiting) {
    evidence.offend(
      `${row.kind} to ${row.recipientId} was posted at ${iso(message.postedAt)} about what was settled`,
      before[0]?.handoffId,
    );
  }
}

/** A card offers to decide if, and only if, whoever reads it may and there is something to decide. */
function checkButtons(
  evidence: Evidence,
  row: DeliveryRow,
  message: SimMessage,
  about: readonly DeliveryRow[],
): void {
  if (evidence.simulation.slack.archived.has(message.channel)) return;
  if (evidence.simulation.goneAt.has(row.recipientId) || row.state === 'failed') return;
  const offered = new Set(
    buttonsOf(contentOf(message))
      .filter(({ actionId }) => actionId === 'accept_lead')
      .map(({ value }) => value),
  );
  for (const { handoffId, payload } of about) {
    const handoff = evidence.handoffs.find((one) => one.handoffId === handoffId);
    if (!handoff) continue;
    if (handoff.state !== 'open' && offered.has(handoff.handoffId))
      evidence.offend(
        `${row.kind} to ${row.recipientId} offers Accept for a lead that is ${handoff.state}`,
        handoffId,
      );
    const isPool = handoff.routedTo === 'pool' && handoff.holderId === null;
    const isTheirs = isPool
      ? row.recipientId === evidence.simulation.world.poolChannelId
      : row.recipientId === handoff.holderId;
    const isCard = row.kind === 'card' && payload.turn === handoff.turn;
    if (handoff.state === 'open' && isCard && isTheirs && !offered.has(handoff.handoffId))
      evidence.offend(
        `the card of ${row.recipientId} does not offer Accept, though it is theirs to decide`,
        handoffId,
      );
  }
}

/** Whoever gets a turn gets a card, in one message, unless the turn was over before it could be sent. */
function checkCard(evidence: Evidence, turn: TurnRow): void {
  const { handoffId, holderId, routedTo } = turn;
  const { poolChannelId } = evidence.simulation.world;
  const recipientId = holderId ?? (routedTo === 'pool' ? poolChannelId : null);
  if (!recipientId) return;
  const rows = (evidence.deliveriesOf.get(handoffId) ?? []).filter(
    (row) => row.kind === 'card' && row.payload.turn === turn.turn && row.recipientId === recipientId,
  );
  const [card, ...others] = rows;
  if (!card || others.length > 0) {
    evidence.offend(`turn ${turn.turn} of ${recipientId} has ${rows.length} cards`, handoffId);
    return;
  }
  const carrier = card.bundleId ? evidence.deliveryById.get(card.bundleId) : card;
  if (!carrier) return;
  if (evidence.messages.has(carrier.deliveryId)) return;
  if (carrier.state === 'failed') checkFailed(evidence, carrier, handoffId);
  if (carrier.state === 'failed' || carrier.state === 'owed') return;
  const settledAt = carrier.settledAt?.getTime() ?? 0;
  const then = [settledAt - 1, settledAt].map((at) => evidence.pastAt(handoffId, at));
  const wasTheirs = then.every((past) => past?.state === 'open' && past.turn === turn.turn);
  const isTheirs = evidence.pastAt(handoffId, evidence.endMs);
  if (wasTheirs || (isTheirs?.state === 'open' && isTheirs.turn === turn.turn)) {
    evidence.offend(
      `the card of turn ${turn.turn} for ${recipientId} was never posted: ${carrier.state} at ${iso(settledAt)}, ${carrier.lastError}`,
      handoffId,
    );
  }
}

/** What Slack refuses for good is for people who have gone and channels that are archived. */
function checkFailed(evidence: Evidence, row: DeliveryRow, handoffId: string): void {
  const { slack, goneAt } = evidence.simulation;
  const isGone = goneAt.has(row.recipientId) || slack.archived.has(row.recipientId);
  if (!isGone)
    evidence.offend(`${row.kind} to ${row.recipientId} failed for good: ${row.lastError}`, handoffId);
}
