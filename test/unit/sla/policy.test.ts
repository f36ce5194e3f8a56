import { describe, expect, it } from 'vitest';
import {
  contactDueAt,
  deadlines,
  elapsed,
  policyAt,
  policyFor,
  type SlaPolicy,
  workingMs,
} from '../../../src/sla/policy.ts';
import { compileCalendar } from '../../../src/team/working-calendar.ts';
import { hours } from '../../support/facts.ts';
import { aPolicy } from '../../support/policies.ts';

const policy = aPolicy({ inWorkingTime: true, timeZone: 'Europe/Paris', holidays: ['2026-01-06'] });

describe('the deadlines of a promise', () => {
  it('run in working time, over nights, holidays and weekends', () => {
    // Monday 15:00 in Paris: two hours are left, Tuesday is a holiday, six follow on Wednesday.
    expect(deadlines(policy, new Date('2026-01-05T14:00:00Z'))).toEqual({
      remindAts: [new Date('2026-01-07T12:00:00Z')],
      dueAt: new Date('2026-01-07T14:00:00Z'),
    });
  });

  it('run by the wall clock when the policy says so', () => {
    const wallClock = { ...policy, inWorkingTime: false };
    expect(deadlines(wallClock, new Date('2026-01-05T14:00:00Z'))).toEqual({
      remindAts: [new Date('2026-01-05T20:00:00Z')],
      dueAt: new Date('2026-01-05T22:00:00Z'),
    });
  });

  it('remind at shares of the time and at times before its end, in order', () => {
    const reminders = [{ minutesBefore: 15 }, { fraction: 0.5 }, { minutesBefore: 600 }];
    const { remindAts } = deadlines({ ...policy, reminders }, new Date('2026-01-07T08:00:00Z'));
    expect(remindAts).toEqual([new Date('2026-01-07T12:00:00Z'), new Date('2026-01-07T15:45:00Z')]);
  });

  it('run in the hours of another calendar when given one', () => {
    const tokyo = compileCalendar({
      timeZone: 'Asia/Tokyo',
      hours: [{ weekday: 2, from: '10:00', to: '18:00' }],
      holidays: [],
    });
    // Tuesday 10:00 in Tokyo, a holiday in Paris.
    expect(
      deadlines({ ...policy, minutesToDecide: 60 }, new Date('2026-01-05T14:00:00Z'), tokyo).dueAt,
    ).toEqual(new Date('2026-01-06T02:00:00Z'));
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
  const since = (day: string) => ({ ...aPolicy(), day, effectiveFrom: new Date(`${day}T00:00:00Z`) });
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

describe('of the policies of one list', () => {
  const effectiveFrom = new Date('2026-02-01T00:00:00Z');
  const list: SlaPolicy[] = [
    aPolicy({ policyId: 'rest', position: 2, effectiveFrom }),
    aPolicy({
      ...{ policyId: 'demo', position: 0, effectiveFrom },
      conditions: [{ field: 'source', is: 'any-of', values: ['demo'] }],
    }),
    aPolicy({
      ...{ policyId: 'hot', position: 1, effectiveFrom },
      conditions: [{ field: 'score', is: 'at-least', values: ['80'] }],
    }),
    aPolicy({ policyId: 'older' }),
  ];
  const judging = (lead: { source?: string; score?: number }, day = '2026-02-10') =>
    policyFor(list, new Date(day), lead).policyId;

  it('the first that covers the lead judges it, and the last one the rest', () => {
    expect(judging({ source: 'demo', score: 90 })).toBe('demo');
    expect(judging({ score: 90 })).toBe('hot');
    expect(judging({ score: 10 })).toBe('rest');
  });

  it('none judges what opened before the list was in force', () => {
    expect(judging({ source: 'demo' }, '2026-01-31')).toBe('older');
  });
});

it('the first contact is promised from Accept on, in the clock of the policy', () => {
  const accepted = new Date('2026-01-09T15:30:00Z');
  expect(contactDueAt({ ...policy, minutesToContact: 60 }, accepted)).toEqual(
    new Date('2026-01-12T08:30:00Z'),
  );
  expect(contactDueAt(policy, accepted)).toBeNull();
});
