import type { deadlines } from './policy.ts';
import type { Handoff } from './shift.ts';

/** What a new deadline makes of a handoff: a breach noted for the old one is forgotten when the new one lies ahead. */
export function promised(
  before: Handoff | undefined,
  policyId: string,
  { dueAt, remindAts }: ReturnType<typeof deadlines>,
  now: Date,
) {
  const isLaterTurn = before?.turnDueAt != null && before.turnDueAt.getTime() !== before.dueAt.getTime();
  const liesAhead = dueAt > now;
  const lastsAsPromised = before?.turnDueAt != null && before.turnDueAt.getTime() === before.dueAt.getTime();
  return {
    policyId,
    dueAt,
    remindAts: isLaterTurn ? before.remindAts : remindAts.map((at) => at.toISOString()),
    ...(before && liesAhead ? { breachNotedAt: null, breachHolderId: null } : {}),
    ...(lastsAsPromised ? { turnDueAt: dueAt } : {}),
    ...(lastsAsPromised && liesAhead ? { chainStep: null, chainAt: null } : {}),
  };
}
