import { type HandoffState, LEAD_FIELDS, type LeadFields, type Stage, stageRank } from '../vocabulary.ts';
import type { Contacted, Excused, FactKey, RecordedFact, StageChange, Undo, Unmapped } from './fact.ts';

type Recorded<Kind> = Extract<RecordedFact, Kind>;
type RecordedStageChange = Recorded<StageChange>;

/** One stay of a lead in `mql`, from the fact that opened it to the fact that decided it. */
export interface Spell {
  opening: RecordedStageChange;
  /** Every `mql` fact of the spell, the opening one first: a stored handoff is known again by any of them. */
  mqls: RecordedStageChange[];
  state: Exclude<HandoffState, 'void'>;
  decision: RecordedStageChange | undefined;
  contacted: Recorded<Contacted> | undefined;
  alerting: boolean;
  clockFrom: Date;
  excused: Recorded<Excused> | undefined;
  /** What was known of the lead when the spell opened. */
  lead: LeadFields;
}

export interface FoldedLead {
  stage: Stage | null;
  stageSince: Date | null;
  fields: LeadFields;
  firstLeadAt: Date | null;
  firstMqlAt: Date | null;
  /** When it entered sql or beyond without ever having been handed over. */
  sqlWithoutMqlAt: Date | null;
  spells: Spell[];
}

/**
 * What the facts of one lead amount to. Indifferent to their order and to repetition: any permutation of the same
 * facts gives the same answer.
 */
export function foldLead(facts: readonly RecordedFact[]): FoldedLead {
  const known = [...new Map(facts.map((fact) => [keyText(fact), fact])).values()];
  const changes = standing(known).sort(byOrder);
  const lead: FoldedLead = {
    stage: null,
    stageSince: null,
    fields: fieldsAt(known, undefined),
    firstLeadAt: null,
    firstMqlAt: null,
    sqlWithoutMqlAt: null,
    spells: [],
  };
  let open: Spell | undefined;
  for (const change of changes) {
    if (change.stage === 'mql') {
      if (open) open.mqls.push(change);
      else {
        open = newSpell(change);
        lead.spells.push(open);
      }
      lead.firstMqlAt ??= change.occurredAt;
    } else if (open) {
      open.state = outcomeOf(change.stage);
      open.decision = change;
      open = undefined;
    } else if (lead.spells.length === 0 && isSqlOrBeyond(change.stage)) {
      lead.sqlWithoutMqlAt ??= change.occurredAt;
    }
    if (change.stage === 'lead') lead.firstLeadAt ??= change.occurredAt;
    if (change.stage !== lead.stage) {
      lead.stage = change.stage;
      lead.stageSince = change.occurredAt;
    }
  }
  for (const spell of lead.spells) describe(spell, known);
  attachContacts(lead.spells, known);
  attachExcuses(lead.spells, known);
  return lead;
}

/** What a stage entered from `mql` makes of the handoff. */
function outcomeOf(stage: Exclude<Stage, 'mql'>): Exclude<HandoffState, 'void' | 'open'> {
  switch (stage) {
    case 'sql':
    case 'opportunity':
    case 'won':
      return 'accepted';
    case 'rejected':
    case 'lost':
      return 'rejected';
    case 'recycled':
      return 'recycled';
    case 'lead':
      return 'withdrawn';
  }
}

function isSqlOrBeyond(stage: Stage): boolean {
  return stage === 'sql' || stage === 'opportunity' || stage === 'won';
}

/** The stage changes that no undo voids: the named decision and its echoes up to the undo are skipped. */
function standing(facts: readonly RecordedFact[]): RecordedStageChange[] {
  const changes = facts.filter((fact): fact is RecordedStageChange => fact.kind === 'stage');
  const undos = facts.filter((fact): fact is Recorded<Undo> => fact.kind === 'undo');
  if (undos.length === 0) return changes;
  const byKey = new Map(changes.map((change) => [keyText(change), change]));
  const voided = new Set<RecordedStageChange>();
  for (const undo of undos) {
    const decision = byKey.get(keyText(undo.voids));
    if (!decision) continue;
    voided.add(decision);
    for (const change of changes) {
      const within = change.occurredAt >= decision.occurredAt && change.occurredAt <= undo.occurredAt;
      if (within && change.stage === decision.stage) voided.add(change);
    }
  }
  return changes.filter((change) => !voided.has(change));
}

function newSpell(opening: RecordedStageChange): Spell {
  return {
    opening,
    mqls: [opening],
    state: 'open',
    decision: undefined,
    contacted: undefined,
    alerting: false,
    clockFrom: opening.occurredAt,
    excused: undefined,
    lead: {},
  };
}

/**
 * The `mql` fact that we learnt first decides whether the spell reached us live: one repeated later changes nothing,
 * and one from before, learnt afterwards, moves the opening but not the promise already given.
 */
function describe(spell: Spell, facts: readonly RecordedFact[]): void {
  const herald = spell.mqls.reduce((first, mql) => (mql.recordedAt < first.recordedAt ? mql : first));
  const { occurredAt } = spell.opening;
  spell.alerting = herald.live || spell.mqls.some((mql) => mql.alert);
  spell.clockFrom = herald.live && herald.recordedAt > occurredAt ? herald.recordedAt : occurredAt;
  spell.lead = fieldsAt(facts, occurredAt);
}

/** A contact belongs to the latest handoff opened before it; the first contact of each counts. */
function attachContacts(spells: Spell[], facts: readonly RecordedFact[]): void {
  const contacts = facts
    .filter((fact): fact is Recorded<Contacted> => fact.kind === 'contacted')
    .sort(byTime);
  for (const contact of contacts) {
    const spell = spells.findLast((candidate) => candidate.opening.occurredAt <= contact.occurredAt);
    if (spell) spell.contacted ??= contact;
  }
}

/** An excuse holds for the spell that the named fact is part of; the latest says why. */
function attachExcuses(spells: Spell[], facts: readonly RecordedFact[]): void {
  const excuses = facts.filter((fact): fact is Recorded<Excused> => fact.kind === 'excused').sort(byTime);
  for (const excuse of excuses) {
    const spell = spells.find(({ mqls }) => mqls.some((mql) => keyText(mql) === keyText(excuse.about)));
    if (spell) spell.excused = excuse;
  }
}

/** Per field the value of the latest fact that says something of it, up to and including `instant`. */
function fieldsAt(facts: readonly RecordedFact[], instant: Date | undefined): LeadFields {
  const fields: LeadFields = {};
  const saying = facts.filter(
    (fact): fact is Recorded<StageChange | Unmapped> =>
      (fact.kind === 'stage' || fact.kind === 'unmapped') &&
      fact.lead !== undefined &&
      (!instant || fact.occurredAt <= instant),
  );
  for (const { lead } of saying.sort(byTime)) {
    for (const name of LEAD_FIELDS) if (lead?.[name] !== undefined) takeField(fields, name, lead);
  }
  return fields;
}

function takeField<Name extends keyof LeadFields>(fields: LeadFields, name: Name, lead: LeadFields): void {
  const isMap = name === 'attributes' && lead.attributes !== null;
  if (isMap) fields.attributes = { ...fields.attributes, ...lead.attributes };
  else fields[name] = lead[name];
}

function byOrder(a: RecordedStageChange, b: RecordedStageChange): number {
  return (
    a.occurredAt.getTime() - b.occurredAt.getTime() || stageRank(a.stage) - stageRank(b.stage) || byKey(a, b)
  );
}

function byTime(a: RecordedFact, b: RecordedFact): number {
  return a.occurredAt.getTime() - b.occurredAt.getTime() || byKey(a, b);
}

function byKey(a: FactKey, b: FactKey): number {
  return compare(a.origin, b.origin) || compare(a.eventId, b.eventId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One text per fact key; NUL cannot occur in either part. */
export function keyText(key: FactKey): string {
  return `${key.origin}\u0000${key.eventId}`;
}
