import { isTimeZone } from '../lib/time-zone.ts';
import type { WorkingHours } from '../vocabulary.ts';
import { isHolidayRegion } from './holidays.ts';
import type { Member } from './members.ts';
import { compileCalendar, type WorkingCalendar } from './working-calendar.ts';
import { nextWorkingInstantUntil } from './working-time.ts';

const LONGEST_LOOK_MS = 60 * 86_400_000;

export interface TeamCalendar {
  timeZone: string;
  workingHours: WorkingHours[];
  holidays: string[];
  holidayRegion: string | null;
}

/**
 * When a member works: by the own hours, zone and holiday region where there are some, else by the team's. The zone
 * that Slack shows counts when `usesMemberTimeZones` says so; the team's own free days are free for all.
 */
export function memberCalendar(
  team: TeamCalendar,
  member: Pick<Member, 'workingHours' | 'ownTimeZone' | 'timeZone' | 'holidayRegion'> | undefined,
  { usesMemberTimeZones }: { usesMemberTimeZones: boolean },
): WorkingCalendar {
  const zones = [member?.ownTimeZone, usesMemberTimeZones ? member?.timeZone : undefined];
  const region = member?.holidayRegion;
  return compileCalendar({
    timeZone: zones.find((zone) => zone && isTimeZone(zone)) ?? team.timeZone,
    hours: member?.workingHours ?? team.workingHours,
    holidays: team.holidays,
    holidayRegion: region && isHolidayRegion(region) ? region : team.holidayRegion,
  });
}

/**
 * When somebody is next at work: now, or the first working instant that is in no absence. Undefined when there is none
 * within 60 days.
 */
export function nextAtWork(
  calendar: WorkingCalendar,
  absences: readonly { fromAt: Date; untilAt: Date }[],
  now: Date,
): Date | undefined {
  const latest = new Date(now.getTime() + LONGEST_LOOK_MS);
  let from = now;
  while (from <= latest) {
    const at = nextWorkingInstantUntil(from, latest, calendar);
    const away = at && absences.find(({ fromAt, untilAt }) => fromAt <= at && at < untilAt);
    if (!away) return at;
    from = away.untilAt;
  }
  return undefined;
}
