import { describe, expect, test } from 'vitest';
import type { LeadCard } from '../../src/leads/lead-card.ts';
import { REFUSES_APP } from '../../src/outbox/refusals.ts';
import { REFUSES_MESSAGE, REFUSES_RECIPIENT } from '../../src/slack/delivery-outcome.ts';
import { type BundledCard, bundleMessage, MOST_NAMED } from '../../src/slack/messages/bundle-message.ts';
import { insteadOfMessage } from '../../src/slack/messages/instead-of-message.ts';
import { problemSentences, refusalInWords } from '../../src/slack/messages/problem-sentences.ts';
import { queueMessage } from '../../src/slack/messages/queue-message.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { anOverdueCard, cards, WORDING } from './a-card.ts';
import { asLines } from './as-lines.ts';
import { expectShown } from './expect-shown.ts';

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
    ['of 2 leads that were not called', 'contact-breach', cards(2, () => ({ state: 'accepted' }))],
    ['of 3, one of them called', 'contact-reminder', cards(3, calledFirst)],
    ['of several kinds', 'mixed', severalKinds()],
    ['of 1 lead of several kinds', 'mixed', severalKinds().slice(0, 1)],
  ] as const)('%s', (_, of, leads) => {
    const message = bundleMessage(of, leads, WORDING);
    expectShown('message', message);
  });
});

describe('a bundle for a manager', () => {
  test('says who missed a deadline, and who has the lead or decided it', () => {
    const leads = cards(6, (index) => ({
      breachHolderId: index < 3 ? 'U0ADA' : null,
      holderId: ['U0ADA', 'U0BEN', null, null, 'U0BEN'][index] ?? null,
      ...(index === 2 ? { routedTo: 'nobody' as const } : {}),
      ...(index === 3 ? { routedTo: 'pool' as const } : {}),
      ...(index === 5 ? { routedTo: null } : {}),
      ...(index === 4 ? { state: 'accepted' as const, decidedBy: 'U0BEN' } : {}),
    }));
    expect(asLines(bundleMessage('breach', leads, WORDING, true))).toMatchSnapshot();
    expect(slackFaults('message', bundleMessage('breach', cards(25), WORDING, true))).toEqual([]);
  });
});

describe('the queue', () => {
  test.each([
    ['of a rep without leads', { total: 0, cards: [] }, 'own'],
    ['of a team without leads', { total: 0, cards: [] }, 'team'],
    ['of a rep with one lead', { total: 1, cards: cards(1) }, 'own'],
    ['of a rep, one overdue', { total: 2, cards: [anOverdueCard(), ...cards(1)] }, 'own'],
    ['of a team', { total: 3, cards: cards(3) }, 'team'],
    ['of one rep', { total: 2, cards: cards(2) }, { userId: 'U0ADA' }],
    ['of one rep without leads', { total: 0, cards: [] }, { userId: 'U0ADA' }],
    ['of a team with more than a message names', { total: 1204, cards: cards(MOST_NAMED) }, 'team'],
  ] as const)('%s', (_, queue, whose) => {
    const message = queueMessage(queue, whose, WORDING);
    expectShown('response', message);
  });
});

describe('a message for somebody who cannot be reached', () => {
  test.each([
    ['a person', 'U0REP', 'user_disabled'],
    ['a channel', 'C0POOL', 'is_archived'],
    ['a channel of others too', 'C0POOL', 'This channel is shared with another organisation.'],
  ])('meant for %s', (_, insteadOf, because) => {
    const message = insteadOfMessage(bundleMessage('card', cards(1), WORDING), insteadOf, because);
    expectShown('message', message);
  });
});

describe('problems', () => {
  const failed = { kind: 'card', recipientId: 'U0REP', isOwed: false, count: 2 };

  test('are told each with its remedy', () => {
    const problems = [
      { ...failed, kind: null, recipientId: null, error: 'token_revoked', isOwed: true, count: 1004 },
      { ...failed, error: 'user_disabled' },
      { ...failed, recipientId: 'C0POOL', error: 'restricted_action_read_only_channel', count: 1 },
      { ...failed, error: 'fatal_error', isOwed: true },
      { ...failed, recipientId: 'C0POOL', error: 'a <word> of Slack’s' },
    ];
    expect(problemSentences(problems, 3).join('\n')).toMatchSnapshot();
  });

  test.each([...REFUSES_APP, ...REFUSES_RECIPIENT, ...REFUSES_MESSAGE])('has words for %s', (error) => {
    expect(refusalInWords(error)).not.toContain('_');
  });
});

function calledFirst(index: number): Partial<LeadCard> {
  return { state: 'accepted', contactedAt: index === 0 ? new Date('2026-01-05T08:59:00Z') : null };
}

function severalKinds(): BundledCard[] {
  const kinds = ['reminder', 'breach', 'contact-reminder'] as const;
  return cards(3, (index) => (index === 1 ? anOverdueCardOnly() : {})).map((card, index) => {
    const owedAs = kinds[index] ?? 'card';
    return { ...card, owedAs, state: owedAs === 'contact-reminder' ? 'accepted' : 'open' };
  });
}

function anOverdueCardOnly() {
  const { dueAt, isOverdue } = anOverdueCard();
  return { dueAt, isOverdue };
}
