import type { Audience } from '../../../src/vocabulary.ts';
import type { Evidence, PolicyRow, TurnRow } from './evidence.ts';
import { GRACE, type Hours, MINUTE } from './hours.ts';

/** Something that a turn should bring about, and between which instants. */
export interface Expected {
  kind: 'reminder' | 'breach' | 'reassign';
  lo: number;
  hi: number;
  whom?: Audience;
  /** It may as well not happen: several instants passed at once. */
  isOptional: boolean;
  /** Notices before the same wait are one to each reader. */
  round: number;
}

/** When a turn ends by itself, and the instants of its reminders. */
export function promiseOf(
  policy: PolicyRow,
  fromMs: number,
  hours: Hours,
): { dueAt: number; remindAts: number[] } {
  const whole = policy.minutesToDecide * MINUTE;
  const later = (ms: number) => laterBy(policy, hours, fromMs, ms);
  const remindAts = policy.reminders
    .map((reminder) =>
      'fraction' in reminder ? whole * reminder.fraction : whole - reminder.minutesBefore * MINUTE,
    )
    .filter((ms) => ms > 0 && ms < whole)
    .map(later)
    .toSorted((a, b) => a - b);
  return { dueAt: later(whole), remindAts };
}

export function laterBy(policy: PolicyRow, hours: Hours, fromMs: number, ms: number): number {
  return policy.inWorkingTime ? hours.add(fromMs, ms) : fromMs + ms;
}

/** What a turn of this holder should bring about, were it never to end. `up` says when something could be done, `by` when it surely was. */
export function courseOf(
  evidence: Evidence,
  {
    policy,
    turn,
    dueAt,
    remindAts,
    up,
    by,
  }: {
    policy: PolicyRow;
    turn: TurnRow;
    dueAt: number;
    remindAts: readonly number[];
    up: (ms: number) => number;
    by: (ms: number) => number;
  },
): Expected[] {
  const expected: Expected[] = [];
  const startedAt = turn.startedAt.getTime();
  const waiting = remindAts.filter((at) => at > startedAt && at < dueAt);
  for (const [index, at] of waiting.entries()) {
    const seen = up(at);
    const next = Math.min(waiting[index + 1] ?? dueAt, dueAt);
    if (seen >= next) continue;
    expected.push({
      ...{ kind: 'reminder', lo: seen, hi: by(at), round: 0 },
      isOptional: by(at) >= next || isHeld(evidence, policy, turn, seen, dueAt),
    });
  }
  const hours = evidence.hoursOf(policy.inHoldersTime ? turn.holderId : null);
  let [lo, hi] = [up(dueAt), by(dueAt)];
  let round = 0;
  for (const step of policy.chain) {
    if (step.kind === 'wait') {
      lo = up(laterBy(policy, hours, lo, step.minutes * MINUTE));
      hi = Math.max(by(laterBy(policy, hours, hi, step.minutes * MINUTE)), lo);
      round += 1;
    } else if (step.kind === 'notify') {
      expected.push({ kind: 'breach', lo, hi, whom: step.whom, isOptional: false, round });
    } else {
      expected.push({ kind: 'reassign', lo, hi, isOptional: false, round });
    }
  }
  return expected;
}

/** A reminder that its reader would get after the deadline, since they do not work before, is not sent. */
function isHeld(evidence: Evidence, policy: PolicyRow, turn: TurnRow, at: number, dueAt: number): boolean {
  if (!policy.inWorkingTime || !turn.holderId) return false;
  return [at, at + GRACE].some((ms) => {
    const hours = evidence.hoursOf(turn.holderId);
    const isFresh = hours.isWorking(ms) || hours.isWorking(ms - 15 * MINUTE);
    return !isFresh && hours.next(ms) >= dueAt;
  });
}
