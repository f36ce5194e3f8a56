import type { WorkingCalendar } from '../team/working-calendar.ts';
import type { PassedOver } from './route-reason.ts';

/** Somebody to whom a lead may go, as the router sees them now. */
export interface Colleague {
  userId: string;
  name: string;
  calendar: WorkingCalendar;
  /** When they work next, which is now for who is at work; undefined: not within two months. */
  worksAt: Date | undefined;
  /** Until when they are away; null: nobody knows. */
  away: { until: Date | null } | undefined;
}

/** A colleague who takes part in the rotation. */
export interface Rep extends Colleague {
  turns: number;
  turnsOwed: number;
  weight: number;
  dailyCap: number | null;
  openCap: number | null;
  /** Leads given by the rotation today, and those open now. */
  today: number;
  open: number;
  lapses: number;
  isPaused: boolean;
}

export interface Roster {
  reps: Rep[];
  /** The rotation's own clock: whoever was not there does not make up for it. */
  floor: number;
  poolChannelId: string | null;
  /** Colleagues who are not in the rotation: owners of leads, managers, people named in a policy. */
  others: ReadonlyMap<string, Colleague>;
  /** When a new day of daily caps begins. */
  tomorrowAt: Date;
}

export function colleagueOf(roster: Roster, userId: string): Colleague | undefined {
  return roster.reps.find((rep) => rep.userId === userId) ?? roster.others.get(userId);
}

/** Why the rotation passes a rep over just now; undefined: it does not. */
export function passedOver(rep: Rep): PassedOver | undefined {
  const { name } = rep;
  if (rep.isPaused) return { name, why: 'paused' };
  if (rep.away) return { name, why: 'away' };
  if (rep.worksAt === undefined) return { name, why: 'no-hours' };
  if (rep.openCap !== null && rep.open >= rep.openCap)
    return { name, why: 'open-cap', has: rep.open, cap: rep.openCap };
  if (rep.dailyCap !== null && rep.today >= rep.dailyCap)
    return { name, why: 'daily-cap', has: rep.today, cap: rep.dailyCap };
  return undefined;
}
