import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlertState, nextAlert, nextAlertAt } from '../../../src/sla/next-alert.ts';
import { HANDOFF_STATES } from '../../../src/vocabulary.ts';
import { at, hours } from '../../support/facts.ts';

const remindAt = at(hours(6));
const dueAt = at(hours(8));

/** In its first turn since `START`, due eight hours later. */
function aHandoff(overrides: Partial<AlertState> = {}): AlertState {
  return {
    ...{
      state: 'open',
      alerting: true,
      turn: 1,
      dueAt,
      turnDueAt: dueAt,
      handedOverAt: at(0),
      routeAt: null,
    },
    ...{
      remindAts: [remindAt.toISOString()],
      remindedAt: null,
      breachNotedAt: null,
      chainStep: null,
      chainAt: null,
    },
    ...{ decidedAt: null, decisionRecordedAt: null, contactDueAt: null, contactedAt: null },
    ...{ contactRemindedAt: null, contactBreachNotedAt: null, mutedUntil: null },
    ...overrides,
  };
}

const unrouted = { turn: 0, handedOverAt: null, turnDueAt: null, routeAt: at(0) };

describe('an open handoff owes', () => {
  it('its hand-over when the router is to look for somebody', () => {
    expect(nextAlert(aHandoff(unrouted), at(hours(3)))).toEqual({ alert: 'hand-over', at: at(0) });
  });

  it('then its reminder, also when that is some time past', () => {
    expect(nextAlert(aHandoff(), at(1))).toEqual({ alert: 'reminder', at: remindAt });
    expect(nextAlert(aHandoff(), at(hours(7)))).toEqual({ alert: 'reminder', at: remindAt });
  });

  it('of several reminders past the last one only, then those to come', () => {
    const remindAts = [2, 4, 6].map((hour) => at(hours(hour)).toISOString());
    expect(nextAlert(aHandoff({ remindAts }), at(hours(5)))?.at).toEqual(at(hours(4)));
    expect(nextAlert(aHandoff({ remindAts, remindedAt: at(hours(5)) }), at(hours(5)))?.at).toEqual(
      at(hours(6)),
    );
  });

  it('no reminder while it is muted, and one when the mute ends, unless the turn has', () => {
    const remindAts = [at(hours(2)).toISOString(), at(hours(4)).toISOString()];
    const muted = aHandoff({ remindAts, mutedUntil: at(hours(3)) });
    expect(nextAlert(muted, at(hours(2.5)))).toEqual({ alert: 'reminder', at: at(hours(3)) });
    expect(nextAlert({ ...muted, remindedAt: at(hours(3)) }, at(hours(3)))?.at).toEqual(at(hours(4)));
    expect(nextAlert({ ...muted, mutedUntil: at(hours(9)) }, at(hours(5)))).toEqual({
      alert: 'lapse',
      at: dueAt,
    });
  });

  it('then the end of the turn', () => {
    const reminded = aHandoff({ remindedAt: remindAt });
    expect(nextAlert(reminded, at(hours(7)))).toEqual({ alert: 'lapse', at: dueAt });
  });

  it('then the chain, step by step, until it ends', () => {
    const lapsed = aHandoff({ breachNotedAt: dueAt, chainStep: 2, chainAt: at(hours(9)) });
    expect(nextAlert(lapsed, at(hours(8)))).toEqual({ alert: 'chain', at: at(hours(9)) });
    expect(nextAlertAt({ ...lapsed, chainAt: null }, at(hours(9)))).toBeNull();
  });

  it('no reminder once the turn is over', () => {
    expect(nextAlert(aHandoff(), dueAt)).toEqual({ alert: 'lapse', at: dueAt });
  });

  it('no reminder to somebody who got it after that time', () => {
    expect(nextAlert(aHandoff({ handedOverAt: remindAt }), at(hours(7)))?.alert).toBe('lapse');
  });

  it('the breach of the promise, where it falls into a later turn', () => {
    const later = aHandoff({ turn: 2, handedOverAt: at(hours(7)), turnDueAt: at(hours(15)), remindAts: [] });
    expect(nextAlert(later, at(hours(7)))).toEqual({ alert: 'breach', at: dueAt });
    expect(nextAlert({ ...later, breachNotedAt: dueAt }, dueAt)).toEqual({
      alert: 'lapse',
      at: at(hours(15)),
    });
  });
});

describe('an accepted handoff owes', () => {
  const accepted = aHandoff({
    ...{ state: 'accepted', decidedAt: at(0), decisionRecordedAt: at(0), contactDueAt: at(hours(4)) },
  });

  it('a reminder of the first contact, then the notice that there was none', () => {
    expect(nextAlert(accepted, at(0))).toEqual({ alert: 'contact-reminder', at: at(hours(3)) });
    expect(nextAlert({ ...accepted, contactRemindedAt: at(hours(3)) }, at(hours(3)))).toEqual({
      alert: 'contact-breach',
      at: at(hours(4)),
    });
    expect(nextAlert({ ...accepted, contactBreachNotedAt: at(hours(4)) }, at(hours(5)))).toBeUndefined();
  });

  it('nothing once contacted, without a promise, or when its time was over as we learnt of it', () => {
    expect(nextAlert({ ...accepted, contactedAt: at(1) }, at(2))).toBeUndefined();
    expect(nextAlert({ ...accepted, contactDueAt: null }, at(2))).toBeUndefined();
    expect(nextAlert({ ...accepted, decisionRecordedAt: at(hours(5)) }, at(hours(5)))).toBeUndefined();
  });
});

it.each(HANDOFF_STATES.filter((state) => state !== 'open'))(
  'a handoff that is %s looks for nobody',
  (state) => {
    expect(nextAlert(aHandoff({ state, ...unrouted }), at(0))).toBeUndefined();
  },
);

it('history owes nothing', () => {
  expect(nextAlert(aHandoff({ alerting: false, ...unrouted }), at(0))).toBeUndefined();
});

it('whenever it wakes, a turn is reminded at most once for each instant and ends once, after its reminders', () => {
  const wakings = fc.array(fc.nat({ max: 12 * 60 }), { maxLength: 8 });
  fc.assert(
    fc.property(wakings, (instants) => {
      const handoff = aHandoff(unrouted);
      const sent: string[] = [];
      for (const minute of instants.sort((a, b) => a - b)) {
        const now = at(minute * 60_000);
        const next = nextAlert(handoff, now);
        if (!next || next.at > now) continue;
        sent.push(next.alert);
        if (next.alert === 'hand-over') {
          Object.assign(handoff, { turn: 1, routeAt: null, handedOverAt: now });
          handoff.turnDueAt = now < dueAt ? dueAt : at(hours(20));
        }
        if (next.alert === 'reminder') handoff.remindedAt = now;
        if (next.alert === 'lapse') Object.assign(handoff, { chainStep: 0, chainAt: null });
      }
      expect([
        'hand-over reminder lapse',
        'hand-over lapse',
        'hand-over reminder',
        'hand-over',
        '',
      ]).toContain(sent.join(' '));
    }),
  );
});
