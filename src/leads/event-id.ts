import { createHash } from 'node:crypto';

/** Names a fact that came without an id of its own, so that the same fact sent twice is known again. */
export function hashedEventId(fact: {
  origin: string;
  leadId: string;
  reported: string;
  occurredAt: Date;
}): string {
  const identity = [fact.origin, fact.leadId, fact.reported, fact.occurredAt.toISOString()];
  return createHash('sha256').update(JSON.stringify(identity)).digest('base64url').slice(0, 32);
}
