import { expect, it } from 'vitest';
import { fixedClock } from '../../support/clock.ts';

it('stands still until it is moved, in both directions', () => {
  const clock = fixedClock('2026-01-05T09:00:00Z');
  expect(clock.now().toISOString()).toBe('2026-01-05T09:00:00.000Z');
  clock.advance(90_000);
  clock.advance(-30_000);
  expect(clock.now().toISOString()).toBe('2026-01-05T09:01:00.000Z');
  expect(clock.set('2026-03-29T02:30:00+01:00').toISOString()).toBe('2026-03-29T01:30:00.000Z');
});

it('refuses an instant that depends on the zone of the machine', () => {
  expect(() => fixedClock('2026-01-05T09:00:00')).toThrow('offset');
});
