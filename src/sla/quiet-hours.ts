import type { WorkingCalendar } from '../team/working-calendar.ts';
import { isWorkingInstant, nextWorkingInstant } from '../team/working-time.ts';

/** A ping this fresh is on time, though the working day ended at the very instant of it. */
const ON_TIME_MS = 15 * 60_000;

/** When a ping may go out: now, or when its reader works next. */
export function quietUntil(calendar: WorkingCalendar, now: Date): Date {
  const justBefore = new Date(now.getTime() - ON_TIME_MS);
  if (isWorkingInstant(now, calendar) || isWorkingInstant(justBefore, calendar)) return now;
  return nextWorkingInstant(now, calendar);
}
