import { compileCalendar } from '../team/working-calendar.ts';
import type { WorkingHours } from '../vocabulary.ts';
import { addWorkingTime, workingTimeBetween } from './working-time.ts';

/** What was promised: how long a decision may take, in which clock, and when to remind. */
export interface SlaPolicy {
  policyId: string;
  effectiveFrom: Date;
  minutesToDecide: number;
  /** False: the wall clock counts, nights and weekends included. */
  inWorkingTime: boolean;
  reminderFraction: number;
  timeZone: string;
  workingHours: WorkingHours[];
  holidays: string[];
}

const MS_PER_MINUTE = 60_000;

/** The policy that judges a handoff opened at `openedAt`: the one then in force, or the first for older history. */
export function policyAt<Policy extends { effectiveFrom: Date }>(
  policies: readonly Policy[],
  openedAt: Date,
): Policy {
  const [first, ...later] = policies.toSorted(
    (a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime(),
  );
  if (!first) throw new Error('Impossible: a workspace without a policy');
  return later.findLast((policy) => policy.effectiveFrom <= openedAt) ?? first;
}

/** When the decision is due and when to remind, counted from `clockFrom`. */
export function deadlines(policy: SlaPolicy, clockFrom: Date): { remindAt: Date; dueAt: Date } {
  const promised = policy.minutesToDecide * MS_PER_MINUTE;
  return {
    remindAt: after(policy, clockFrom, promised * policy.reminderFraction),
    dueAt: after(policy, clockFrom, promised),
  };
}

/** Milliseconds between two instants in the clock of the policy. */
export function elapsed(policy: SlaPolicy, from: Date, to: Date): number {
  return policy.inWorkingTime ? workingMs(policy, from, to) : to.getTime() - from.getTime();
}

/** Milliseconds of working time between two instants, by the calendar of the policy. */
export function workingMs(policy: SlaPolicy, from: Date, to: Date): number {
  return workingTimeBetween(from, to, calendarOf(policy));
}

function after(policy: SlaPolicy, start: Date, durationMs: number): Date {
  if (!policy.inWorkingTime) return new Date(start.getTime() + durationMs);
  return addWorkingTime(start, durationMs, calendarOf(policy));
}

export function calendarOf(policy: Pick<SlaPolicy, 'timeZone' | 'workingHours' | 'holidays'>) {
  return compileCalendar({
    timeZone: policy.timeZone,
    hours: policy.workingHours,
    holidays: policy.holidays,
  });
}
