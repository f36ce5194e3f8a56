import type { FactKey, NewFact, RecordedFact, StageChange, Undo } from '../../src/leads/fact.ts';
import type { LeadFields, Stage } from '../../src/vocabulary.ts';

/** A Monday morning. Facts of the fixtures happen around it. */
export const START = new Date('2026-01-05T09:00:00Z');

export const minutes = (count: number) => count * 60_000;
export const hours = (count: number) => count * 3_600_000;

/** `START` plus `ms`. */
export function at(ms: number): Date {
  return new Date(START.getTime() + ms);
}

type StageOptions = Partial<Omit<StageChange, 'kind' | 'stage' | 'lead'>> & {
  lead?: LeadFields;
  alert?: boolean;
};

/** A lead enters a stage. The event id follows from lead, stage and instant, so that equal facts are duplicates. */
export function aStage(stage: Stage, occurredAt: Date = START, options: StageOptions = {}) {
  const leadId = options.leadId ?? 'L-1';
  return {
    kind: 'stage',
    origin: 'crm',
    eventId: `${leadId} ${stage} ${occurredAt.getTime()}`,
    leadId,
    stage,
    reported: stage,
    occurredAt,
    ...options,
  } satisfies NewFact;
}

export function anUndo(voids: FactKey & { leadId: string }, occurredAt: Date, options: Partial<Undo> = {}) {
  return {
    kind: 'undo',
    origin: 'slack',
    eventId: `undo ${voids.eventId} ${occurredAt.getTime()}`,
    leadId: voids.leadId,
    occurredAt,
    voids: { origin: voids.origin, eventId: voids.eventId },
    ...options,
  } satisfies NewFact;
}

export function aContact(occurredAt: Date, options: { leadId?: string; actorId?: string } = {}) {
  const leadId = options.leadId ?? 'L-1';
  return {
    kind: 'contacted',
    origin: 'slack',
    eventId: `${leadId} contacted ${occurredAt.getTime()}`,
    leadId,
    occurredAt,
    ...options,
  } satisfies NewFact;
}

/** The fact as the ledger holds it: learnt as it happened, and live, unless told otherwise. */
export function recorded(
  fact: NewFact,
  as: Partial<Pick<RecordedFact, 'recordedAt' | 'live' | 'alert'>> = {},
): RecordedFact {
  return { recordedAt: fact.occurredAt, live: true, ...fact, alert: fact.alert ?? false, ...as };
}
