import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlertState, nextAlert, nextAlertAt } from '../../../src/sla/next-alert.ts';
import { HANDOFF_STATES } from '../../../src/vocabulary.ts';
import { at, hours } from '../../support/facts.ts';

const remindAt = at(hours(6));
const dueAt = at(hours(8));

function aHandoff(overrides: Partial<AlertState> = {}): AlertState {
  return {
    state: 'open',
    alerting: true,
    clockFrom: at(0),
    remindAt,
    dueAt,
    handedOverAt: at(0),
    remindedAt: null,
    breachNotedAt: null,
    ...overrides,
  };
}

describe('an open handoff owes', () => {
  it('its hand-over at once', () => {
    const now = at(hours(3));
    expect(nextAlert(aHandoff({ handedOverAt: null }), now)).toEqual({ alert: 'hand-over', at: now });
  });

  it('then its reminder, also when that is some time past', () => {
    expect(nextAlert(aHandoff(), at(1))).toEqual({ alert: 'reminder', at: remindAt });
    expect(nextAlert(aHandoff(), at(hours(7)))).toEqual({ alert: 'reminder', at: remindAt });
  });

  it('then the notice that it was not decided in time', () => {
    const reminded = aHandoff({ remindedAt: remindAt });
    expect(nextAlert(reminded, at(hours(7)))).toEqual({ alert: 'breach', at: dueAt });
  });

  it('then nothing', () => {
    expect(nextAlert(aHandoff({ remindedAt: remindAt, breachNotedAt: dueAt }), dueAt)).toBeUndefined();
    expect(nextAlertAt(aHandoff({ breachNotedAt: dueAt }), dueAt)).toBeNull();
  });

  it('no reminder once it is due, only the notice', () => {
    expect(nextAlert(aHandoff(), dueAt)).toEqual({ alert: 'breach', at: dueAt });
  });

  it('no reminder to somebody who got it after that time', () => {
    expect(nextAlert(aHandoff({ handedOverAt: remindAt }), at(hours(7)))?.alert).toBe('breach');
  });

  it('no notice to somebody who got it after the deadline', () => {
    expect(nextAlert(aHandoff({ handedOverAt: dueAt }), at(hours(9)))).toBeUndefined();
  });
});

it.each(HANDOFF_STATES.filter((state) => state !== 'open'))('a handoff that is %s owes nothing', (state) => {
  expect(nextAlert(aHandoff({ state, handedOverAt: null }), at(0))).toBeUndefined();
});

it('history owes nothing', () => {
  expect(nextAlert(aHandoff({ alerting: false, handedOverAt: null }), at(0))).toBeUndefined();
});

it('whenever it wakes, a handoff is reminded at most once, noticed at most once, and never reminded after', () => {
  const wakings = fc.array(fc.nat({ max: 12 * 60 }), { maxLength: 8 });
  fc.assert(
    fc.property(wakings, (instants) => {
      const handoff = aHandoff({ handedOverAt: null });
      const sent: string[] = [];
      for (const minute of instants.sort((a, b) => a - b)) {
        const now = at(minute * 60_000);
        const next = nextAlert(handoff, now);
        if (!next || next.at > now) continue;
        sent.push(next.alert);
        if (next.alert === 'hand-over') handoff.handedOverAt = now;
        if (next.alert === 'reminder') handoff.remindedAt = now;
        if (next.alert === 'breach') handoff.breachNotedAt = now;
      }
      expect([
        'hand-over reminder breach',
        'hand-over breach',
        'hand-over reminder',
        'hand-over',
        '',
      ]).toContain(sent.join(' '));
    }),
  );
});
