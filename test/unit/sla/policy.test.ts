import { describe, expect, it } from 'vitest';
import { deadlines, elapsed, policyAt, type SlaPolicy, workingMs } from '../../../src/sla/policy.ts';
import { DEFAULT_WORKING_HOURS } from '../../../src/team/working-calendar.ts';
import { hours } from '../../support/facts.ts';

const policy: SlaPolicy = {
  policyId: 'p1',
  effectiveFrom: new Date('2026-01-01T00:00:00Z'),
  minutesToDecide: 8 * 60,
  inWorkingTime: true,
  reminderFraction: 0.75,
  timeZone: 'Europe/Paris',
  workingHours: DEFAULT_WORKING_HOURS,
  holidays: ['2026-01-06'],
};

describe('the deadlines of a promise', () => {
  it('run in working time, over nights, holidays and weekends', () => {
    // Monday 15:00 in Paris: two hours are left, Tuesday is a holiday, six follow on Wednesday.
    expect(deadlines(policy, new Date('2026-01-05T14:00:00Z'))).toEqual({
      remindAt: new Date('2026-01-07T12:00:00Z'),
      dueAt: new Date('2026-01-07T14:00:00Z'),
    });
  });

  it('run by the wall clock when the policy says so', () => {
    const wallClock = { ...policy, inWorkingTime: false };
    expect(deadlines(wallClock, new Date('2026-01-05T14:00:00Z'))).toEqual({
      remindAt: new Date('2026-01-05T20:00:00Z'),
      dueAt: new Date('2026-01-05T22:00:00Z'),
    });
  });

  it('count a lead of the night from the next morning', () => {
    const { dueAt } = deadlines({ ...policy, minutesToDecide: 60 }, new Date('2026-01-07T22:00:00Z'));
    expect(dueAt).toEqual(new Date('2026-01-08T09:00:00Z'));
  });
});

it('time passes in the clock of the policy', () => {
  const from = new Date('2026-01-09T15:00:00Z');
  const to = new Date('2026-01-12T09:00:00Z');
  expect(elapsed(policy, from, to)).toBe(hours(2));
  expect(elapsed({ ...policy, inWorkingTime: false }, from, to)).toBe(hours(66));
  expect(workingMs({ ...policy, inWorkingTime: false }, from, to)).toBe(hours(2));
});

describe('the policy that judges a handoff', () => {
  const since = (day: string) => ({ day, effectiveFrom: new Date(`${day}T00:00:00Z`) });
  const policies = [since('2026-03-01'), since('2026-01-01'), since('2026-02-01')];
  const judging = (instant: string) => policyAt(policies, new Date(instant)).day;

  it('is the one in force as it opened', () => {
    expect(judging('2026-02-10T00:00:00Z')).toBe('2026-02-01');
    expect(judging('2026-09-01T00:00:00Z')).toBe('2026-03-01');
  });

  it('is the new one from its first instant', () => {
    expect(judging('2026-02-28T23:59:59.999Z')).toBe('2026-02-01');
    expect(judging('2026-03-01T00:00:00Z')).toBe('2026-03-01');
  });

  it('is the first one for older history', () => {
    expect(judging('2020-01-01T00:00:00Z')).toBe('2026-01-01');
  });

  it('must exist', () => {
    expect(() => policyAt([], new Date())).toThrow('without a policy');
  });
});
