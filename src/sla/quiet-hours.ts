import { calendarOf, type SlaPolicy } from './policy.ts';
import { isWorkingInstant, nextWorkingInstant } from './working-time.ts';

/** An alert this fresh is on time, though the working day ended at the very instant of it. */
const ON_TIME_MS = 15 * 60_000;

/**
 * Until when a ping that was due at `at` must wait: one made late, by an outage or an undo, disturbs nobody outside
 * working hours. Undefined: it may go now.
 */
export function quietUntil(policy: SlaPolicy, at: Date, now: Date): Date | undefined {
  if (!policy.inWorkingTime || now.getTime() - at.getTime() <= ON_TIME_MS) return undefined;
  const calendar = calendarOf(policy);
  return isWorkingInstant(now, calendar) ? undefined : nextWorkingInstant(now, calendar);
}
