import type { Evidence, HandoffRow, Past } from './evidence.ts';
import { MINUTE } from './hours.ts';
import { iso } from './story.ts';
import { laterBy } from './turn-course.ts';

/** The second clock: from Accept to the first contact. */
export function checkContacts(evidence: Evidence): void {
  for (const handoff of evidence.handoffs) {
    const past = evidence.past.get(handoff.handoffId) ?? [];
    if (handoff.alerting && handoff.state === 'accepted') checkContact(evidence, handoff, past);
  }
}

function checkContact(evidence: Evidence, handoff: HandoffRow, past: readonly Past[]): void {
  const { handoffId, decidedAt, contactDueAt, decisionRecordedAt } = handoff;
  const policy = evidence.policies.get(handoff.policyId);
  if (!policy || !decidedAt || !decisionRecordedAt) return;
  const promised = policy.minutesToContact;
  // A correction says what was decided then; the time to call begins when it is made.
  const decided = (handoff.decidedOrigin === 'correction' ? decisionRecordedAt : decidedAt).getTime();
  const known = Math.max(decided, decisionRecordedAt.getTime());
  const dueAt =
    promised === null ? null : laterBy(policy, evidence.hoursOf(null), decided, promised * MINUTE);
  if ((contactDueAt?.getTime() ?? null) !== dueAt) {
    evidence.offend(`contact due at ${iso(contactDueAt)}, by the policy ${iso(dueAt)}`, handoffId);
    return;
  }
  if (dueAt === null || decisionRecordedAt.getTime() >= dueAt) return;
  const rows = (evidence.deliveriesOf.get(handoffId) ?? []).filter(
    (row) => row.payload.insteadOf === undefined,
  );
  const rep = handoff.decidedBy ?? handoff.holderId;
  const expected = [
    { kind: 'contact-reminder', at: known + (dueAt - known) * 0.75 },
    { kind: 'contact-breach', at: dueAt },
  ];
  for (const { kind, at } of expected) {
    const from = Math.max(at, decisionRecordedAt.getTime());
    const seenAt = evidence.whenUp(from);
    const hi = evidence.surelyBy(from);
    const contacted = handoff.contactedAt?.getTime() ?? Number.POSITIVE_INFINITY;
    const isTooLate = kind === 'contact-reminder' && hi >= dueAt;
    const isOver = contacted <= hi || hi > evidence.endMs || isTooLate;
    const wasAccepted = past
      .filter((one) => one.at > decisionRecordedAt.getTime() && one.at <= hi)
      .every((one) => one.state === 'accepted');
    const isSql = [seenAt, hi].every((ms) => evidence.knownBy(handoff.leadId, ms).stage === 'sql');
    const found = rows.filter(
      (row) =>
        row.kind === kind &&
        row.recipientId === rep &&
        row.createdAt.getTime() >= seenAt - 1 &&
        row.createdAt.getTime() <= hi,
    );
    const early = rows.find(
      (row) => row.kind === kind && row.createdAt >= decisionRecordedAt && row.createdAt.getTime() < at - 1,
    );
    if (early)
      evidence.offend(
        `${kind} to ${early.recipientId} at ${iso(early.createdAt)}, not due before ${iso(at)}`,
        handoffId,
      );
    if (rep && !isOver && wasAccepted && isSql && found.length !== 1)
      evidence.offend(`${found.length} of ${kind} to ${rep} at ${iso(seenAt)}`, handoffId);
  }
}
