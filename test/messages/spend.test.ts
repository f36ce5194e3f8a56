import { describe, expect, test } from 'vitest';
import { overspentMessage } from '../../src/slack/messages/overspent-message.ts';
import { spendMessage } from '../../src/slack/messages/spend-message.ts';
import { budgetSetSentence, recordedSentence } from '../../src/slack/messages/spend-sentences.ts';
import { budgetView } from '../../src/slack/views/budget-view.ts';
import { spendView } from '../../src/slack/views/spend-view.ts';
import type { BudgetState } from '../../src/spend/budget-states.ts';
import type { RecordedSpend } from '../../src/spend/list-spend.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { expectShown } from './expect-shown.ts';
import { HOSTILE } from './hostile.ts';

const hostile = Object.values(HOSTILE).join(' ');

const BUDGETS: BudgetState[] = [
  { month: '2026-01-01', channel: '', amount: '5000.00', spent: '4200.00', over: null },
  { month: '2026-01-01', channel: 'webinar', amount: '1500.00', spent: '1900.50', over: '400.50' },
  { month: '2026-02-01', channel: 'webinar', amount: '1500.00', spent: '0.00', over: null },
];

function anEntry(index: number, entry: Partial<RecordedSpend> = {}): RecordedSpend {
  return {
    ...{ workspaceId: 'T1', spendKey: `typed:${index}`, fromOn: '2026-01-01', toOn: '2026-01-31' },
    ...{ amount: String(1500 + index), channel: 'webinar', campaign: null },
    ...{ recordedAt: new Date('2026-02-01T09:00:00Z'), recordedBy: 'U0MGR', deletedAt: null },
    ...entry,
  };
}

const entries = (count: number, entry: Partial<RecordedSpend> = {}) =>
  Array.from({ length: count }, (_, index) => anEntry(index, entry));

describe('the list of spend', () => {
  test.each([
    ['without any', { entries: [], total: 0, newer: 0, budgets: [] }],
    ['on its only page', { entries: entries(2), total: 2, newer: 0, budgets: BUDGETS }],
    ['on a page between others', { entries: entries(2), total: 10_432, newer: 10, budgets: [] }],
    ['after a deletion', { entries: entries(1), total: 1, newer: 0, budgets: [], news: '🗑️ Deleted: it.' }],
  ])('%s', (_, page) => {
    const message = spendMessage({ ...page, currency: 'EUR' });
    expectShown('response', message);
  });

  test('keeps Slack’s limits whatever channels are called, and confirms what would be deleted', () => {
    const long = { channel: 'ß'.repeat(200), campaign: hostile, spendKey: `row:${'x'.repeat(32)}:1234` };
    const budgets = Array.from({ length: 40 }, (_, index) => ({
      ...{ month: '2026-01-01', amount: '1.00', spent: '2.00', over: '1.00' },
      channel: `${index} ${hostile}`,
    }));
    const message = spendMessage({
      entries: entries(10, long),
      total: 11,
      newer: 0,
      budgets,
      currency: 'EUR',
    });
    expect(slackFaults('response', message)).toEqual([]);
    expect(JSON.stringify(message.blocks)).toContain('will count nowhere any more');
  });
});

describe('word of overspending', () => {
  const over = BUDGETS.filter(({ over: by }) => by !== null);

  test.each([
    ['of what somebody recorded', overspentMessage(over, { currency: 'EUR', recordedBy: 'U0MGR' })],
    ['of an import', overspentMessage(over, { currency: null, recordedBy: null })],
  ])('%s', (_, message) => {
    expectShown('message', message);
  });

  test('names nobody, whatever a channel is called', () => {
    const [first] = over;
    const states = over.map((state) => ({ ...first, ...state, channel: '<!channel> <@U1>' }));
    const message = overspentMessage(states, { currency: 'EUR', recordedBy: null });
    expect(JSON.stringify(message)).not.toMatch(/<[!@]/);
    const entry = { fromOn: '2026-01-01', toOn: '2026-01-01', amount: '5', channel: '<!here>' };
    expect(recordedSentence(entry, { currency: 'EUR', overspent: states })).not.toMatch(/<[!@]/);
    const about = { currency: 'EUR', channel: '<!here>', label: 'Jan 2026' };
    expect(budgetSetSentence(states, about)).not.toMatch(/<[!@]/);
  });
});

describe('the forms of spend', () => {
  const entry = { fromOn: '2026-01-01', toOn: '2026-01-31', amount: '1500.5', channel: 'a', campaign: null };

  test.each([
    ['to add an entry', spendView('EUR', 'null')],
    ['to edit an entry', spendView('EUR', '{}', entry)],
    ['to set a budget', budgetView('EUR', { month: '2026-01', stand: [], metadata: '{}' })],
    [
      'to set another budget',
      budgetView('EUR', { month: '2026-01', stand: ['Jan 2026: €4,200 of €5,000.'], metadata: '{}' }),
    ],
  ])('%s', (_, view) => {
    expectShown('modal', view);
  });
});
