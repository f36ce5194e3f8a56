import { describe, expect, test } from 'vitest';
import { bundleMessage, MOST_NAMED } from '../../src/slack/messages/bundle-message.ts';
import { queueMessage } from '../../src/slack/messages/queue-message.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { anOverdueCard, cards, WORDING } from './a-card.ts';
import { asLines } from './as-lines.ts';

const SETTLED = ['accepted', 'rejected', 'recycled', 'withdrawn', 'void'] as const;

describe('a bundle', () => {
  const partlySettled = cards(6, (index) => ({ state: SETTLED[index] ?? 'open' }));

  test.each([
    ['of 6 cards', 'card', cards(6)],
    ['of 6 reminders', 'reminder', cards(6)],
    ['of 6 missed deadlines', 'breach', cards(6, () => anOverdueCardOnly())],
    ['of 6 leads for nobody', 'nobody-eligible', cards(6)],
    ['of 6, partly settled', 'card', partlySettled],
    ['of 6, all settled', 'card', cards(6, () => ({ state: 'accepted' }))],
    ['of 20', 'card', cards(20)],
    ['of 21', 'card', cards(21)],
    ['of 25', 'card', cards(25)],
  ] as const)('%s', (_, of, leads) => {
    const message = bundleMessage(of, leads, WORDING);
    expect(slackFaults('message', message)).toEqual([]);
    expect(asLines(message)).toMatchSnapshot();
  });
});

describe('the queue', () => {
  test.each([
    ['of a rep without leads', { total: 0, cards: [] }, 'own'],
    ['of a team without leads', { total: 0, cards: [] }, 'team'],
    ['of a rep with one lead', { total: 1, cards: cards(1) }, 'own'],
    ['of a rep, one overdue', { total: 2, cards: [anOverdueCard(), ...cards(1)] }, 'own'],
    ['of a team', { total: 3, cards: cards(3) }, 'team'],
    ['of a team with more than a message names', { total: 1204, cards: cards(MOST_NAMED) }, 'team'],
  ] as const)('%s', (_, queue, whose) => {
    const message = queueMessage(queue, whose, WORDING);
    expect(slackFaults('response', message)).toEqual([]);
    expect(asLines(message)).toMatchSnapshot();
  });
});

function anOverdueCardOnly() {
  const { dueAt, isOverdue } = anOverdueCard();
  return { dueAt, isOverdue };
}
