import { describe, expect, it } from 'vitest';
import { promised } from '../../../src/sla/promised.ts';
import { at, hours } from '../../support/facts.ts';
import { anOpenHandoff } from '../../support/shifts.ts';

const moved = { dueAt: at(hours(6)), remindAts: [at(hours(5))] };
const lapsed = { breachNotedAt: at(hours(8)), breachHolderId: 'U1', chainStep: 1, chainAt: at(hours(9)) };

describe('a deadline that moves', () => {
  it('takes along a turn that lasts until it, and its reminders', () => {
    const held = anOpenHandoff(undefined, {
      turn: 2,
      handedOverAt: at(0),
      dueAt: at(hours(8)),
      turnDueAt: at(hours(8)),
    });
    expect(promised(held, 'p2', moved, at(hours(1)))).toMatchObject({
      policyId: 'p2',
      dueAt: at(hours(6)),
      turnDueAt: at(hours(6)),
      remindAts: [at(hours(5)).toISOString()],
    });
  });

  it('leaves alone a turn that began after the promise had passed', () => {
    const own = anOpenHandoff(undefined, {
      turn: 1,
      dueAt: at(hours(1)),
      turnDueAt: at(hours(12)),
      remindAts: ['own'],
    });
    const after = promised(own, 'p2', moved, at(hours(7)));
    expect(after).toMatchObject({ dueAt: at(hours(6)), remindAts: ['own'] });
    expect(after).not.toHaveProperty('turnDueAt');
  });

  it('forgets a breach when it lies ahead, and keeps one when it has passed', () => {
    const late = anOpenHandoff(undefined, {
      turn: 1,
      dueAt: at(hours(8)),
      turnDueAt: at(hours(8)),
      ...lapsed,
    });
    const ahead = promised(late, 'p2', { ...moved, dueAt: at(hours(20)) }, at(hours(10)));
    expect(ahead).toMatchObject({
      breachNotedAt: null,
      breachHolderId: null,
      chainStep: null,
      chainAt: null,
    });
    expect(promised(late, 'p2', moved, at(hours(10)))).not.toHaveProperty('breachNotedAt');
  });
});
