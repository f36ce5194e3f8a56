import { describe, expect, test } from 'vitest';
import { writeReason } from '../../src/routing/route-reason.ts';
import {
  breachMessage,
  nobodyEligibleMessage,
  reminderMessage,
} from '../../src/slack/messages/alert-messages.ts';
import { contactBreachMessage, contactReminderMessage } from '../../src/slack/messages/contact-messages.ts';
import { leadCardMessage } from '../../src/slack/messages/lead-card-message.ts';
import { pausedMessage } from '../../src/slack/messages/paused-message.ts';
import { HOLDER, type Reader } from '../../src/slack/messages/reader.ts';
import { aCard, aDecidedCard, aHandedOnCard, anOverdueCard, WORDING } from './a-card.ts';
import { asLines } from './as-lines.ts';
import { CARD_STATES } from './card-states.ts';
import { expectShown } from './expect-shown.ts';

const FORMER: Reader = { role: 'former', namesReps: true };
const MANAGER: Reader = { role: 'manager', namesReps: true };
const POOL: Reader = { role: 'pool', namesReps: false };
const CHANNEL: Reader = { role: 'channel', namesReps: false };
const READERS = { HOLDER, FORMER, MANAGER, POOL, CHANNEL };

describe('a card', () => {
  test.each(Object.entries(CARD_STATES))('%s', (_, card) => {
    const message = leadCardMessage(card(), WORDING);
    expectShown('message', message);
  });

  test('that is settled has no button named Accept or Reject, whoever reads it', () => {
    for (const [state, card] of Object.entries(CARD_STATES)) {
      for (const [name, reader] of Object.entries(READERS)) {
        const shown = asLines(leadCardMessage(card(), WORDING, reader));
        const hasThem = /\[(Accept|Reject)!?\]/.test(shown);
        const decides = name === 'HOLDER' || name === 'MANAGER' || (name === 'POOL' && !card().holderId);
        expect([state, name, hasThem]).toEqual([state, name, card().state === 'open' && decides]);
      }
    }
  });

  test('never has more than five things to press in a row', () => {
    const late = { dueAt: new Date('2026-01-05T07:00:00Z'), isOverdue: true };
    for (const card of Object.values(CARD_STATES)) {
      for (const reader of Object.values(READERS)) {
        for (const block of leadCardMessage(card(late), WORDING, reader).blocks) {
          if (block.type === 'actions') expect(block.elements.length).toBeLessThanOrEqual(5);
        }
      }
    }
  });

  test.each([
    ['of whoever had it until the deadline', aHandedOnCard(), FORMER],
    [
      'of whoever said it is not theirs',
      aHandedOnCard({
        before: { holderId: 'U0OLD', ended: 'handed-on', endedBy: 'U0OLD', why: 'Wrong region' },
      }),
      FORMER,
    ],
    [
      'of whoever had it until a manager gave it to somebody',
      aHandedOnCard({ before: { holderId: 'U0OLD', ended: 'given', endedBy: 'U0BOSS', why: '' } }),
      FORMER,
    ],
    [
      'of whoever had it until it went to the pool',
      aHandedOnCard({ routedTo: 'pool', holderId: null }),
      FORMER,
    ],
    [
      'of whoever had it until nobody was there',
      aHandedOnCard({ routedTo: 'nobody', holderId: null }),
      FORMER,
    ],
    ['of whoever had it, once it is accepted', aDecidedCard({ turn: 2 }), FORMER],
    ['in the pool', CARD_STATES['open in the pool']?.() ?? aCard(), POOL],
    [
      'in the pool after somebody’s deadline, which names nobody',
      aHandedOnCard({ routedTo: 'pool', holderId: null, holderWhy: 'Not decided in time.' }),
      POOL,
    ],
    ['in the pool, claimed', aCard({ routedTo: 'claim', turn: 2 }), POOL],
    [
      'in the pool, given to somebody',
      aCard({
        ...{ routedTo: 'person', turn: 2 },
        before: { holderId: null, ended: 'given', endedBy: 'U0BOSS', why: null },
      }),
      POOL,
    ],
    ['that a manager asked for', aCard(), MANAGER],
    ['that a manager asked for, overdue', anOverdueCard(), MANAGER],
    [
      'that a manager asked for, decided late',
      aDecidedCard({ dueAt: new Date('2026-01-05T08:00:00Z'), undoUntil: null }),
      MANAGER,
    ],
  ])('%s', (_, card, reader) => {
    const message = leadCardMessage(card, WORDING, reader);
    expectShown('message', message);
  });
});

describe('a reminder', () => {
  test.each([
    ['before the deadline', aCard(), HOLDER],
    ['after the deadline', anOverdueCard(), HOLDER],
    ['of a later turn', aHandedOnCard(), HOLDER],
    ['of a lead that is settled meanwhile', aDecidedCard(), HOLDER],
    ['of a lead that somebody else has meanwhile', aHandedOnCard(), FORMER],
  ])('%s', (_, card, reader) => {
    const message = reminderMessage(card, WORDING, reader);
    expectShown('message', message);
  });
});

describe('a missed deadline', () => {
  test.each([
    ['is told to the holder', anOverdueCard(), HOLDER],
    ['is told to a manager', anOverdueCard(), MANAGER],
    ['is told to a manager, and was handed on since', aHandedOnCard(), { ...MANAGER, turn: 1 }],
    ['is told to whoever had it, and was handed on since', aHandedOnCard(), FORMER],
    [
      'is told to a channel, without names',
      anOverdueCard({ excused: { by: 'U0BOSS', reason: 'Spam' } }),
      CHANNEL,
    ],
    ['is told to the pool', anOverdueCard({ holderId: null, routedTo: 'pool' }), POOL],
    ['of a lead that nobody holds', anOverdueCard({ holderId: null }), MANAGER],
    ['that is excused', anOverdueCard({ excused: { by: 'U0BOSS', reason: 'Spam' } }), MANAGER],
    [
      'of a lead that is settled meanwhile',
      aDecidedCard({ state: 'rejected', reasonLabel: 'Budget & timing' }),
      MANAGER,
    ],
    [
      'of a lead that is settled late',
      aDecidedCard({ dueAt: new Date('2026-01-05T08:00:00Z'), undoUntil: null }),
      MANAGER,
    ],
  ])('%s', (_, card, reader) => {
    const message = breachMessage(card, WORDING, reader);
    expectShown('message', message);
  });
});

describe('a first call', () => {
  const contactDueAt = new Date('2026-01-05T10:00:00Z');
  const waiting = aDecidedCard({ contactDueAt, undoUntil: null });
  const called = { ...waiting, contactedAt: WORDING.now, contactedBy: 'U0REP' };

  test.each([
    ['that comes near, to who accepted', contactReminderMessage(waiting, WORDING, HOLDER)],
    ['that is done', contactReminderMessage(called, WORDING, HOLDER)],
    ['that was not made in time, to who accepted', contactBreachMessage(waiting, WORDING, HOLDER)],
    ['that was not made in time, to a manager', contactBreachMessage(waiting, WORDING, MANAGER)],
    ['that was not made in time, to a channel', contactBreachMessage(waiting, WORDING, CHANNEL)],
    [
      'of a lead no longer accepted',
      contactBreachMessage({ ...waiting, state: 'rejected' }, WORDING, HOLDER),
    ],
  ])('%s', (_, message) => {
    expectShown('message', message);
  });
});

describe('a pause', () => {
  const paused = { userId: 'U0REP', lapses: 3, isPaused: true };

  test.each([
    ['is told to the rep', pausedMessage(paused, 'U0REP')],
    ['is told to a manager', pausedMessage(paused, 'U0BOSS')],
    ['that is over is told to the rep', pausedMessage({ ...paused, isPaused: false }, 'U0REP')],
    ['that is over is told to a manager', pausedMessage({ ...paused, isPaused: false }, 'U0BOSS')],
  ])('%s', (_, message) => {
    expectShown('message', message);
  });
});

describe('a lead for nobody', () => {
  const nobody = {
    routedTo: 'nobody',
    holderId: null,
    holderWhy: writeReason({
      ...{ is: 'nobody', reps: 0, passedOver: [], more: 0 },
      owner: { why: 'unknown', email: 'eve@corp.test' },
    }),
  } as const;

  test.each([
    ['is told to admins', aCard(nobody)],
    ['is no longer news once it is settled', aDecidedCard({ ...nobody })],
  ])('%s', (_, card) => {
    const message = nobodyEligibleMessage(card, WORDING);
    expectShown('message', message);
  });
});
