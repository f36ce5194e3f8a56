import { addDays, instantAt, isoWeekday, type LocalDate, localDateOf } from '../lib/local-date.ts';

/** When something is posted by the calendar: a local time on some days, in a zone that is named. */
export interface ScheduleTime {
  timeOfDay: string;
  days: 'daily' | 'weekdays';
  timeZone: string;
}

const SATURDAY = 6;

/** The first run after `after`: at the local time of day, whatever the clocks did that day. */
export function nextRun(schedule: ScheduleTime, after: Date): Date {
  let on: LocalDate = localDateOf(after, schedule.timeZone);
  for (;;) {
    const at = instantAt(on, schedule.timeOfDay, schedule.timeZone);
    if (at > after && (schedule.days === 'daily' || isoWeekday(on) < SATURDAY)) return at;
    on = addDays(on, 1);
  }
}
