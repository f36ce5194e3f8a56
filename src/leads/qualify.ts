import { createHash } from 'node:crypto';
import type { QualifyingRule } from '../vocabulary.ts';
import type { StageChange } from './fact.ts';

const DERIVED = 'rule:';

/** Whether a fact follows from another by the rule of its connection. */
export function isDerivedId(eventId: string): boolean {
  return eventId.startsWith(DERIVED);
}

/**
 * The MQL that follows from a fact of stage `lead` whose own fields meet the rule. It is named after that fact and happens
 * with it, so that neither repeats nor the order of arrival make a difference.
 */
export function qualify(fact: StageChange, rule: QualifyingRule | null | undefined): StageChange | undefined {
  if (!rule || fact.stage !== 'lead' || !meets(fact, rule)) return undefined;
  const digest = createHash('sha256').update(fact.eventId).digest('base64url');
  return { ...fact, stage: 'mql', eventId: `${DERIVED}${digest}` };
}

function meets({ lead }: StageChange, { score, sources }: QualifyingRule): boolean {
  const source = lead?.source?.trim().toLowerCase();
  return (
    (score !== undefined && typeof lead?.score === 'number' && lead.score >= score) ||
    (source !== undefined && (sources ?? []).some((listed) => listed.trim().toLowerCase() === source))
  );
}
