import { describe, expect, it } from 'vitest';
import { measuredLagDays } from '../../../src/reports/lag.ts';
import {
  policyWithPromise,
  promisedCalendarDays,
  promisedHours,
  promiseText,
} from '../../../src/reports/sla-promise.ts';
import { aPolicy } from '../../support/policies.ts';

const stored = aPolicy({ policyId: 'stored', inWorkingTime: true, holidays: ['2026-01-01'] });

describe('another promise', () => {
  it.each([
    [{ promise: '90m' }, 1.5, '90 working minutes'],
    [{ promise: '24h' }, 24, '3 working days'],
    [{ promise: '2d' }, 16, '2 working days'],
    [{ promise: '1 week' }, 40, '5 working days'],
    [{ promise: '1d', hours: 'Mon-Fri 09:00-18:00' }, 9, '1 working day'],
    [{ promise: '24h', wallClock: true }, 24, '24 hours around the clock'],
    [{ promise: '2d', wallClock: true }, 48, '48 hours around the clock'],
  ])('%j is %d hours: %s', (sla, hours, text) => {
    const policy = policyWithPromise(stored, sla, 'UTC');
    expect(promisedHours(policy)).toBe(hours);
    expect(promiseText(policy)).toBe(text);
  });

  it('keeps the calendar of the stored policy unless it brings hours', () => {
    expect(policyWithPromise(stored, { promise: '1d' }, 'Europe/Paris')).toMatchObject({
      timeZone: 'UTC',
      holidays: ['2026-01-01'],
    });
    expect(policyWithPromise(stored, { promise: '1d', hours: 'Mon 9-12' }, 'Europe/Paris')).toMatchObject({
      timeZone: 'Europe/Paris',
      holidays: [],
    });
  });

  it.each(['', '0h', 'h', '24', '1y', '-3h'])('"%s" is refused in words', (promise) => {
    expect(() => policyWithPromise(stored, { promise }, 'UTC')).toThrow(/is not a promise. Write it as 90m/);
  });

  it('cannot have hours and count every hour', () => {
    const sla = { promise: '1d', wallClock: true, hours: 'Mon 9-12' };
    expect(() => policyWithPromise(stored, sla, 'UTC')).toThrow('cannot be combined');
  });
});

describe('a promise in calendar days', () => {
  it('is a working week spread over seven days', () => {
    expect(promisedCalendarDays(stored)).toBeCloseTo(1.4, 10);
  });

  it('is hours by 24 where the wall clock counts', () => {
    expect(promisedCalendarDays({ ...stored, inWorkingTime: false })).toBeCloseTo(1 / 3, 10);
  });
});

describe('the measured lag', () => {
  it.each([
    [31, 2, 33],
    [30.4, 1.4, 32],
    [31.1, 1.4, 33],
    [31.09, 1.4, 32],
    [0, 0.5, 1],
  ])('of %d days and %d promised is %i days', (measured, promised, expected) => {
    expect(measuredLagDays(measured, promised)).toBe(expected);
  });

  it('of no lead is none', () => {
    expect(measuredLagDays(null, 2)).toBeNull();
  });
});
