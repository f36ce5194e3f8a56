import { describe, expect, test } from 'vitest';
import {
  breachMessage,
  nobodyEligibleMessage,
  reminderMessage,
} from '../../src/slack/messages/alert-messages.ts';
import { leadCardMessage } from '../../src/slack/messages/lead-card-message.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { aCard, aDecidedCard, anOverdueCard, WORDING } from './a-card.ts';
import { asLines } from './as-lines.ts';
import { CARD_STATES } from './card-states.ts';

describe('a card', () => {
  test.each(Object.entries(CARD_STATES))('%s', (_, card) => {
    const message = leadCardMessage(card(), WORDING);
    expect(slackFaults('message', message)).toEqual([]);
    expect(asLines(message)).toMatchSnapshot();
  });

  test('that is settled has no button named Accept or Reject', () => {
    for (const [state, card] of Object.entries(CARD_STATES)) {
      const hasThem = /\[(Accept|Reject)!?\]/.test(asLines(leadCardMessage(card(), WORDING)));
      expect([state, hasThem]).toEqual([state, card().state === 'open']);
    }
  });
});

describe('a reminder', () => {
  test.each([
    ['before the deadline', aCard()],
    ['after the deadline', anOverdueCard()],
    ['of a lead that is settled meanwhile', aDecidedCard()],
  ])('%s', (_, card) => {
    const message = reminderMessage(card, WORDING);
    expect(slackFaults('message', message)).toEqual([]);
    expect(asLines(message)).toMatchSnapshot();
  });
});

describe('a missed deadline', () => {
  test.each([
    ['is told to the holder', anOverdueCard(), 'U0REP'],
    ['is told to a manager', anOverdueCard(), 'U0BOSS'],
    ['of a lead that nobody holds', anOverdueCard({ holderId: null }), 'U0BOSS'],
    [
      'of a lead that is settled meanwhile',
      aDecidedCard({ state: 'rejected', reasonLabel: 'Budget & timing' }),
      'U0BOSS',
    ],
  ])('%s', (_, card, readerId) => {
    const message = breachMessage(card, WORDING, readerId);
    expect(slackFaults('message', message)).toEqual([]);
    expect(asLines(message)).toMatchSnapshot();
  });
});

describe('a lead for nobody', () => {
  const nobody = {
    routedTo: 'nobody',
    holderId: null,
    holderWhy:
      'There are no reps and no pool channel. Its owner in the CRM, eve@corp.test, is not in this Slack.',
  } as const;

  test.each([
    ['is told to admins', aCard(nobody)],
    ['is no longer news once it is settled', aDecidedCard({ ...nobody })],
  ])('%s', (_, card) => {
    const message = nobodyEligibleMessage(card, WORDING);
    expect(slackFaults('message', message)).toEqual([]);
    expect(asLines(message)).toMatchSnapshot();
  });
});
