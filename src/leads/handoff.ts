import { v7 as uuidv7 } from 'uuid';
import type { handoffs } from '../db/schema.ts';
import { nextAlertAt } from '../sla/next-alert.ts';
import { deadlines, policyAt, type SlaPolicy, workingMs } from '../sla/policy.ts';
import type { FoldedLead, Spell } from './fold-lead.ts';
import { keyText } from './fold-lead.ts';

export type Handoff = typeof handoffs.$inferSelect;

/**
 * The stored handoffs of one lead after its facts have been folded anew: the rows that must be written, closed ones
 * before open ones. A row keeps its id as long as its opening fact lies in some spell; a row without one becomes void.
 */
export function reconcileHandoffs(input: {
  workspaceId: string;
  leadId: string;
  folded: FoldedLead;
  stored: readonly Handoff[];
  policies: readonly SlaPolicy[];
  now: Date;
}): Handoff[] {
  const { folded, stored, workspaceId, leadId } = input;
  const owner = matchRows(folded.spells, stored);
  const written: Handoff[] = [];
  for (const spell of folded.spells) {
    const before = owner.get(spell);
    const after = handoffOf(
      spell,
      before ?? newHandoff(workspaceId, leadId),
      before,
      input.policies,
      input.now,
    );
    if (!before || differs(before, after)) written.push(after);
  }
  const kept = new Set(owner.values());
  for (const row of stored) {
    if (!kept.has(row) && row.state !== 'void') written.push({ ...row, state: 'void', nextAlertAt: null });
  }
  // One open handoff a lead is a unique index, checked row by row: what closes goes before what opens.
  return written.sort((a, b) => Number(a.state === 'open') - Number(b.state === 'open'));
}

/** The row that holds the spell's earliest known opening goes with it; one that counts goes before a void one. */
function matchRows(spells: readonly Spell[], stored: readonly Handoff[]): Map<Spell, Handoff> {
  const byOpening = new Map<string, Handoff>();
  for (const row of stored) {
    const opening = keyText({ origin: row.openingOrigin, eventId: row.openingEventId });
    const other = byOpening.get(opening);
    if (!other || other.state === 'void') byOpening.set(opening, row);
  }
  const owner = new Map<Spell, Handoff>();
  for (const spell of spells) {
    const candidates = spell.mqls
      .map((mql) => byOpening.get(keyText(mql)))
      .filter((row) => row !== undefined);
    const row = candidates.find((candidate) => candidate.state !== 'void') ?? candidates[0];
    if (row) owner.set(spell, row);
  }
  return owner;
}

function newHandoff(workspaceId: string, leadId: string) {
  return {
    workspaceId,
    handoffId: uuidv7(),
    leadId,
    routedTo: null,
    holderId: null,
    holderWhy: null,
    handedOverAt: null,
    remindedAt: null,
    breachNotedAt: null,
    corrected: null,
  };
}

function handoffOf(
  spell: Spell,
  identity: ReturnType<typeof newHandoff> | Handoff,
  before: Handoff | undefined,
  policies: readonly SlaPolicy[],
  now: Date,
): Handoff {
  const { opening, decision, contacted } = spell;
  const promise = promiseOf(spell, before, policies);
  const policy =
    policies.find((candidate) => candidate.policyId === promise.policyId) ??
    policyAt(policies, opening.occurredAt);
  const row: Handoff = {
    ...identity,
    state: spell.state,
    openedAt: opening.occurredAt,
    openingOrigin: opening.origin,
    openingEventId: opening.eventId,
    alerting: spell.alerting,
    clockFrom: spell.clockFrom,
    ...promise,
    source: spell.source,
    campaign: spell.campaign,
    decidedAt: decision?.occurredAt ?? null,
    decidedOrigin: decision?.origin ?? null,
    decidedEventId: decision?.eventId ?? null,
    decidedBy: decision?.actorId ?? null,
    decisionRecordedAt: decision?.recordedAt ?? null,
    reason: decision?.reason ?? null,
    note: decision?.note ?? null,
    workingSeconds: decision ? workingMs(policy, opening.occurredAt, decision.occurredAt) / 1000 : null,
    contactedAt: contacted?.occurredAt ?? null,
    contactedBy: contacted?.actorId ?? null,
    corrected: correctionOf(spell, before),
    nextAlertAt: null,
  };
  row.nextAlertAt = nextAlertAt(row, now);
  return row;
}

/** A promise once given stands: it is made anew only when the clock turns out to have started at another instant. */
function promiseOf(
  spell: Spell,
  before: Handoff | undefined,
  policies: readonly SlaPolicy[],
): Pick<Handoff, 'policyId' | 'remindAt' | 'dueAt'> {
  if (before && before.clockFrom.getTime() === spell.clockFrom.getTime()) {
    return { policyId: before.policyId, remindAt: before.remindAt, dueAt: before.dueAt };
  }
  const policy = policyAt(policies, spell.opening.occurredAt);
  return { policyId: policy.policyId, ...deadlines(policy, spell.clockFrom) };
}

/** What the reader of a card must be told when a fact learnt later replaced the decision that the card showed. */
function correctionOf(spell: Spell, before: Handoff | undefined): Handoff['corrected'] {
  if (!spell.decision || !before) return null;
  if (!before.decidedAt || before.state === 'void') return before.corrected;
  const same =
    before.decidedOrigin === spell.decision.origin && before.decidedEventId === spell.decision.eventId;
  if (same) return before.corrected;
  return { state: before.state, decidedBy: before.decidedBy, decidedAt: before.decidedAt.toISOString() };
}

function differs(before: Handoff, after: Handoff): boolean {
  return JSON.stringify(sorted(before)) !== JSON.stringify(sorted(after));
}

function sorted(row: Handoff): [string, unknown][] {
  return Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
}
