import type { NewFact } from './fact.ts';

const MAX_KEY_LENGTH = 200;
const FUTURE_TOLERANCE_MS = 5 * 60_000;
const EARLIEST = new Date('1970-01-01T00:00:00Z');

/** What is wrong with a fact, in words for whoever sent it; undefined when it may be recorded. */
export function factFault(fact: NewFact, now: Date): string | undefined {
  for (const [name, value] of [
    ['id', fact.eventId],
    ['leadId', fact.leadId],
    ['origin', fact.origin],
  ] as const) {
    if (value.trim() === '') return `${name} is empty`;
    if (value.length > MAX_KEY_LENGTH) return `${name} is longer than ${MAX_KEY_LENGTH} characters`;
    const fault = textFault(value);
    if (fault) return `${name} ${fault}`;
  }
  if (fact.kind === 'stage' || fact.kind === 'unmapped') {
    const { lead, reported } = fact;
    const note = fact.kind === 'stage' ? fact.note : undefined;
    for (const [name, value] of Object.entries({ ...lead, reported, note })) {
      if (typeof value === 'number' && !Number.isFinite(value)) return `${name} is not a finite number`;
      const fault = typeof value === 'string' && textFault(value);
      if (fault) return `${name} ${fault}`;
    }
    for (const [name, value] of Object.entries(fact.lead?.attributes ?? {})) {
      const fault = textFault(name) ?? textFault(value);
      if (fault) return `the attribute ${name} ${fault}`;
    }
    const { createdAt } = fact.lead ?? {};
    if (createdAt && Number.isNaN(Date.parse(createdAt))) return 'createdAt is not a date';
    if (createdAt && !/^(?!0000)\d/.test(new Date(createdAt).toISOString())) {
      return `createdAt ${createdAt} lies outside the years 1 to 9999`;
    }
  }
  if (Number.isNaN(fact.occurredAt.getTime())) return 'occurredAt is not a date';
  if (fact.occurredAt < EARLIEST) return `occurredAt ${fact.occurredAt.toISOString()} lies before 1970`;
  if (fact.occurredAt.getTime() > now.getTime() + FUTURE_TOLERANCE_MS) {
    return `occurredAt ${fact.occurredAt.toISOString()} lies in the future (now is ${now.toISOString()}); check the sender's clock and time zone`;
  }
  return undefined;
}

/** What neither Postgres nor JSON can hold. */
function textFault(text: string): string | undefined {
  if (text.includes('\u0000')) return 'contains a NUL character';
  return text.isWellFormed() ? undefined : 'contains half of a surrogate pair, so it is not valid Unicode';
}
