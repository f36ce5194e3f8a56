import { addDays, instantAt, localDateOf, startOfLocalDay } from '../../lib/local-date.ts';
import type { WorkingCalendar } from '../../team/working-calendar.ts';
import { nextWorkingInstantUntil } from '../../team/working-time.ts';

const MORNING = '09:00';
const LONGEST_LOOK_DAYS = 60;

/** 09:00 on the first working day after today, in the calendar's zone; tomorrow where nobody works for 60 days. */
export function nextWorkingMorning(calendar: WorkingCalendar, now: Date): Date {
  const { timeZone } = calendar.spec;
  const tomorrow = addDays(localDateOf(now, timeZone), 1);
  const latest = startOfLocalDay(addDays(tomorrow, LONGEST_LOOK_DAYS), timeZone);
  const opening = nextWorkingInstantUntil(startOfLocalDay(tomorrow, timeZone), latest, calendar);
  return instantAt(opening ? localDateOf(opening, timeZone) : tomorrow, MORNING, timeZone);
}
