import { compileCalendar, type WorkingCalendar } from '../team/working-calendar.ts';
import { addWorkingTime, workingTimeBetween } from '../team/working-time.ts';
import type { ChainStep, LeadFields, PolicyCondition, ReminderTime, WorkingHours } from '../vocabulary.ts';
import { isCovered } from './is-covered.ts';

/** What was promised for the leads that it covers, when to remind, and what follows a deadline missed. */
export interface SlaPolicy {
  policyId: string;
  /** Policies of one instant are one list. */
  effectiveFrom: Date;
  position: number;
  name: string;
  conditions: PolicyCondition[];
  minutesToDecide: number;
  /** False: the wall clock counts, nights and weekends included. */
  inWorkingTime: boolean;
  /** The holder's own hours count instead of the team's. */
  inHoldersTime: boolean;
  reminders: ReminderTime[];
  minutesToContact: number | null;
  chain: ChainStep[];
  mostHandOns: number;
  timeZone: string;
  workingHours: WorkingHours[];
  holidays: string[];
  holidayRegion: string | null;
}

const MS_PER_MINUTE = 60_000;

/**
 * The policy that judges a handoff opened at `openedAt`: of the list then in force (the first list for older history)
 * the first that covers the lead as it was then; the last one covers every lead.
 */
export function policyFor<Policy extends Listed>(
  policies: readonly Policy[],
  openedAt: Date,
  lead: LeadFields,
): Policy {
  const list = policiesAt(policies, openedAt);
  return list.find((policy) => isCovered(policy.conditions, lead)) ?? catchAllOf(list);
}

/** The promise for a lead of which nothing is known. */
export function policyAt<Policy extends Listed>(policies: readonly Policy[], at: Date): Policy {
  return catchAllOf(policiesAt(policies, at));
}

/** The list in force at that instant, in order. */
export function policiesAt<Policy extends Listed>(policies: readonly Policy[], at: Date): readonly Policy[] {
  const [first, ...later] = listsOf(policies);
  if (!first) throw new Error('Impossible: a workspace without a policy');
  return later.findLast((list) => list[0] && list[0].effectiveFrom <= at) ?? first;
}

type Listed = Pick<SlaPolicy, 'effectiveFrom' | 'position' | 'conditions'>;

const knownLists = new WeakMap<readonly Listed[], (readonly Listed[])[]>();

/** The lists that were in force one after the other. Asked for each lead of an import, so it is worked out once. */
function listsOf<Policy extends Listed>(policies: readonly Policy[]): (readonly Policy[])[] {
  const known = knownLists.get(policies);
  if (known) return known as (readonly Policy[])[];
  const lists = [...Map.groupBy(policies, (policy) => policy.effectiveFrom.getTime())]
    .sort(([a], [b]) => a - b)
    .map(([, list]) => list.toSorted((a, b) => a.position - b.position));
  knownLists.set(policies, lists);
  return lists;
}

function catchAllOf<Policy>(list: readonly Policy[]): Policy {
  const last = list.at(-1);
  if (!last) throw new Error('Impossible: an empty list of policies');
  return last;
}

/** When the decision is due and when to remind, counted from `clockFrom`, in the calendar given or the team's. */
export function deadlines(
  policy: SlaPolicy,
  clockFrom: Date,
  calendar: WorkingCalendar = calendarOf(policy),
): { remindAts: Date[]; dueAt: Date } {
  const promised = policy.minutesToDecide * MS_PER_MINUTE;
  const remindAts = policy.reminders
    .map((reminder) =>
      'fraction' in reminder
        ? promised * reminder.fraction
        : promised - reminder.minutesBefore * MS_PER_MINUTE,
    )
    .filter((elapsedMs) => elapsedMs > 0 && elapsedMs < promised)
    .sort((a, b) => a - b)
    .map((elapsedMs) => after(policy, clockFrom, elapsedMs, calendar));
  return { remindAts, dueAt: after(policy, clockFrom, promised, calendar) };
}

/** By when the first contact was promised; null where none is. */
export function contactDueAt(policy: SlaPolicy, acceptedAt: Date): Date | null {
  if (policy.minutesToContact === null) return null;
  return after(policy, acceptedAt, policy.minutesToContact * MS_PER_MINUTE);
}

/** `durationMs` later in the clock of the policy. */
export function after(
  policy: SlaPolicy,
  start: Date,
  durationMs: number,
  calendar: WorkingCalendar = calendarOf(policy),
): Date {
  if (!policy.inWorkingTime) return new Date(start.getTime() + durationMs);
  return addWorkingTime(start, durationMs, calendar);
}

/** Milliseconds between two instants in the clock of the policy. */
export function elapsed(policy: SlaPolicy, from: Date, to: Date): number {
  return policy.inWorkingTime ? workingMs(policy, from, to) : to.getTime() - from.getTime();
}

/** Milliseconds of working time between two instants, by the team's calendar. */
export function workingMs(policy: SlaPolicy, from: Date, to: Date): number {
  return workingTimeBetween(from, to, calendarOf(policy));
}

type WithCalendar = Pick<SlaPolicy, 'timeZone' | 'workingHours' | 'holidays' | 'holidayRegion'>;

const knownCalendars = new WeakMap<WithCalendar, WorkingCalendar>();

/** The team's calendar when the policy was written. */
export function calendarOf(policy: WithCalendar): WorkingCalendar {
  const known = knownCalendars.get(policy);
  if (known) return known;
  const calendar = compileCalendar({
    timeZone: policy.timeZone,
    hours: policy.workingHours,
    holidays: policy.holidays,
    holidayRegion: policy.holidayRegion,
  });
  knownCalendars.set(policy, calendar);
  return calendar;
}
