import { v7 as uuidv7 } from 'uuid';
import type { handoffs } from '../db/schema.ts';
import { nextAlertAt } from '../sla/next-alert.ts';
import { contactDueAt, deadlines, policyFor, type SlaPolicy, workingMs } from '../sla/policy.ts';
import { promised } from '../sla/promised.ts';
import { CORRECTION_ORIGIN } from './fact.ts';
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
  /** Nobody is told anything of it any more. */
  isErased?: boolean;
}): Handoff[] {
  const { folded, stored, workspaceId, leadId, isErased = false } = input;
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
      isErased,
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
    turn: 0,
    handedOverAt: null,
    turnDueAt: null,
    remindedAt: null,
    mutedUntil: null,
    routeAt: null,
    breachNotedAt: null,
    breachHolderId: null,
    chainStep: null,
    chainAt: null,
    handOns: 0,
    contactDueAt: null,
    contactRemindedAt: null,
    contactBreachNotedAt: null,
    calendarSeconds: null,
    corrected: null,
  };
}

function handoffOf(
  spell: Spell,
  identity: ReturnType<typeof newHandoff> | Handoff,
  before: Handoff | undefined,
  policies: readonly SlaPolicy[],
  now: Date,
  isErased: boolean,
): Handoff {
  const { opening, decision, contacted, excused, lead } = spell;
  const promise = promiseOf(spell, before, policies, now);
  const policy =
    policies.find((candidate) => candidate.policyId === promise.policyId) ??
    policyFor(policies, opening.occurredAt, lead);
  const row: Handoff = {
    ...identity,
    state: spell.state,
    openedAt: opening.occurredAt,
    openingOrigin: opening.origin,
    openingEventId: opening.eventId,
    // Once somebody has it by hand it is watched, history or not.
    alerting: !isErased && (spell.alerting || identity.turn > 0),
    clockFrom: spell.clockFrom,
    ...promise,
    source: lead.source ?? null,
    campaign: lead.campaign ?? null,
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
    excusedAt: excused?.occurredAt ?? null,
    excusedBy: excused?.actorId ?? null,
    excusedReason: excused?.reason ?? null,
    ...contactPromiseOf(spell, before, policy),
    nextAlertAt: null,
  };
  if (row.turn === 0) row.routeAt = row.state === 'open' && row.alerting ? (row.routeAt ?? now) : null;
  row.nextAlertAt = nextAlertAt(row, now);
  return row;
}

/**
 * A promise once given stands: it is made anew only when the clock turns out to have started at another instant. The
 * turn of somebody whom the lead was handed on to is not part of it.
 */
function promiseOf(spell: Spell, before: Handoff | undefined, policies: readonly SlaPolicy[], now: Date) {
  if (before && before.clockFrom.getTime() === spell.clockFrom.getTime()) {
    return { policyId: before.policyId, remindAts: before.remindAts, dueAt: before.dueAt };
  }
  const policy = policyFor(policies, spell.opening.occurredAt, spell.lead);
  return promised(before, policy.policyId, deadlines(policy, spell.clockFrom), now);
}

/** The second clock begins with Accept, and anew with another one. */
function contactPromiseOf({ state, decision }: Spell, before: Handoff | undefined, policy: SlaPolicy) {
  // A correction says what was decided then; the time to call begins when it is made.
  const isCorrection = decision?.origin === CORRECTION_ORIGIN;
  const from = isCorrection ? decision.recordedAt : decision?.occurredAt;
  const dueAt = state === 'accepted' && from ? contactDueAt(policy, from) : null;
  const isSame = before?.contactDueAt?.getTime() === dueAt?.getTime();
  return {
    contactDueAt: dueAt,
    contactRemindedAt: (isSame && before?.contactRemindedAt) || null,
    contactBreachNotedAt: (isSame && before?.contactBreachNotedAt) || null,
  };
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
  return (Object.keys(after) as (keyof Handoff)[]).some((name) => !isSame(before[name], after[name]));
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return (one ?? null) === (other ?? null);
  return JSON.stringify(one) === JSON.stringify(other);
}
