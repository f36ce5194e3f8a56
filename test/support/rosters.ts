import type { Colleague, Rep, Roster } from '../../src/routing/roster.ts';
import { compileCalendar, DEFAULT_WORKING_HOURS } from '../../src/team/working-calendar.ts';
import { START } from './facts.ts';

const calendar = compileCalendar({ timeZone: 'UTC', hours: DEFAULT_WORKING_HOURS, holidays: [] });

/** Somebody at work at `START`. */
export function aColleague(userId: string, overrides: Partial<Colleague> = {}): Colleague {
  return { userId, name: userId, calendar, worksAt: START, away: undefined, ...overrides };
}

export function aRep(userId: string, overrides: Partial<Rep> = {}): Rep {
  return {
    ...aColleague(userId),
    ...{ turns: 0, turnsOwed: 0, weight: 1, dailyCap: null, openCap: null, today: 0, open: 0, lapses: 0 },
    isPaused: false,
    ...overrides,
  };
}

export function aRoster(reps: Rep[], overrides: Partial<Roster> = {}): Roster {
  const tomorrowAt = new Date('2026-01-06T00:00:00Z');
  return { reps, floor: 0, poolChannelId: null, others: new Map(), tomorrowAt, ...overrides };
}
