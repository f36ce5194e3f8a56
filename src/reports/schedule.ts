import { addDays, instantAt, isoWeekday, type LocalDate, localDateOf } from '../lib/local-date.ts';
import type { ScheduleDays } from '../vocabulary.ts';

/** When something is posted by the calendar: a local time on some days, in a zone that is named. */
export interface ScheduleTime {
  timeOfDay: string;
  days: ScheduleDays;
  timeZone: string;
}

const MONDAY = 1;
const SATURDAY = 6;

/** The first run after `after`: at the local time of day, whatever the clocks did that day. */
export function nextRun(schedule: ScheduleTime, after: Date): Date {
  let on: LocalDate = localDateOf(after, schedule.timeZone);
  for (;;) {
    const at = instantAt(on, schedule.timeOfDay, schedule.timeZone);
    if (at > after && isOn(schedule.days, on)) return at;
    on = addDays(on, 1);
  }
}

function isOn(days: ScheduleDays, on: LocalDate): boolean {
  switch (days) {
    case 'daily':
      return true;
    case 'weekdays':
      return isoWeekday(on) < SATURDAY;
    case 'mondays':
      return isoWeekday(on) === MONDAY;
    case 'monthly':
      return on.endsWith('-01');
  }
}
