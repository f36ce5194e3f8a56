import { clockOf } from '../sla/policy-text.ts';
import { parseReminders } from '../sla/text/reminders.ts';
import type { PolicyRow } from '../team/policy-list.ts';
import type { SlaArgument } from './report-request.ts';
import { policyWithPromise } from './sla-promise.ts';

/**
 * One policy for every lead that promises something else and is otherwise, its chain included, the last of those given.
 * @throws {InvalidInputError} for a promise, hours or reminders that cannot be read.
 */
export function triedPolicy(
  current: PolicyRow,
  { sla, remind }: { sla: SlaArgument; remind?: string | undefined },
  timeZone: string,
) {
  const policy = policyWithPromise(current, sla, timeZone);
  if (remind === undefined) return policy;
  return {
    ...policy,
    reminders: parseReminders(remind, clockOf(policy, policy), policy.minutesToDecide),
  };
}
