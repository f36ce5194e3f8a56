import { describe, expect, test } from 'vitest';
import { SYSTEM } from '../../src/context.ts';
import { COMMANDS } from '../../src/slack/commands/funnel.ts';
import {
  breachMessage,
  nobodyEligibleMessage,
  reminderMessage,
} from '../../src/slack/messages/alert-messages.ts';
import { bundleMessage } from '../../src/slack/messages/bundle-message.ts';
import { contactBreachMessage } from '../../src/slack/messages/contact-messages.ts';
import { digestMessage } from '../../src/slack/messages/digest-message.ts';
import { helpMessage } from '../../src/slack/messages/help-message.ts';
import { leadCardMessage, plainLeadName, resultInWords } from '../../src/slack/messages/lead-card-message.ts';
import type { Message } from '../../src/slack/messages/message.ts';
import { queueMessage } from '../../src/slack/messages/queue-message.ts';
import type { Reader } from '../../src/slack/messages/reader.ts';
import { reportMessage } from '../../src/slack/messages/report-message.ts';
import { storyMessage } from '../../src/slack/messages/story-message.ts';
import { oneLine } from '../../src/slack/messages/text.ts';
import { addLeadView } from '../../src/slack/views/add-lead-view.ts';
import { correctView } from '../../src/slack/views/correct-view.ts';
import { giveSeveralView, giveView } from '../../src/slack/views/give-view.ts';
import { rejectView } from '../../src/slack/views/reject-view.ts';
import { reasonsView } from '../../src/slack/views/settings/reasons-view.ts';
import { wordingView } from '../../src/slack/views/settings/wording-view.ts';
import { excuseView, handOnView } from '../../src/slack/views/why-view.ts';
import type { Settings } from '../../src/team/save-settings.ts';
import { DEFAULT_REJECTION_REASONS } from '../../src/team/workspace-defaults.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { aCard, anOverdueCard, cards, WORDING } from './a-card.ts';
import { aDigest } from './a-digest.ts';
import { aStory } from './a-story.ts';
import { ANSWERS } from './answers.ts';
import { CARD_STATES } from './card-states.ts';
import { exhibit } from './expect-shown.ts';
import { calledSo, emptyTextsIn, HOSTILE, markupIn, unseenCharactersIn } from './hostile.ts';
import { SETTINGS } from './some-settings.ts';

const MANAGER: Reader = { role: 'manager', namesReps: true };

/** What the fields of the form take. */
const LONGEST_SETTING = 500;

describe.each(Object.entries(HOSTILE))('%s in place of a name', (_, words) => {
  const hostile = calledSo(words);
  const overdue = (count: number) => cards(count, () => anOverdueCard(hostile));
  const states = Object.values(CARD_STATES).map((card) =>
    card({ ...hostile, ...(card().reasonLabel ? { reasonLabel: words } : {}) }),
  );

  test.each<[string, Message[]]>([
    ...(['holder', 'former', 'manager', 'pool', 'channel'] as const).map((role): [string, Message[]] => [
      `cards for a ${role}`,
      states.map((card) => leadCardMessage(card, WORDING, { role, namesReps: role !== 'channel' })),
    ]),
    ['first calls', states.map((card) => contactBreachMessage(card, WORDING, MANAGER))],
    ['a story', [storyMessage(aHostileStory(words), WORDING, { userId: 'U0BOSS', isManager: true })]],
    ['reminders', states.map((card) => reminderMessage(card, WORDING))],
    ['missed deadlines', states.map((card) => breachMessage(card, WORDING, MANAGER))],
    ['leads for nobody', states.map((card) => nobodyEligibleMessage(card, WORDING))],
    ['a bundle of 25', [bundleMessage('breach', overdue(25), WORDING)]],
    ['a queue of 20', [queueMessage({ total: 1204, cards: overdue(20) }, 'team', WORDING)]],
    ['a digest', [digestMessage(aDigest({ longestWaiting: overdue(5) }))]],
    ['the help', [helpMessage(SYSTEM, COMMANDS, `I do not know “${oneLine(words, 40)}”.`)]],
    ['reports', hostileReports(words).map((answer) => reportMessage(answer))],
  ])('marks nothing up in %s and keeps them within Slack’s limits', (what, messages) => {
    for (const message of messages) {
      expect(slackFaults('message', message)).toEqual([]);
      expect(markupIn(message)).toEqual([]);
      expect(unseenCharactersIn(message)).toEqual([]);
      expect(emptyTextsIn(message)).toEqual([]);
    }
    const [first] = messages;
    if (first && what === 'cards for a holder') exhibit('message', first);
  });

  test.each([
    ['to reject', rejectView(plainLeadName(aCard(hostile), 60), 'h-1', reasonsCalled(words))],
    ['to give', giveView(aCard(hostile))],
    ['to add', hostileAddView(words)],
    [
      'to give several',
      giveSeveralView(
        cards(100, () => hostile),
        WORDING,
      ),
    ],
    ['to hand on', handOnView(plainLeadName(aCard(hostile), 60), 'h-1')],
    ['to excuse', excuseView(plainLeadName(aCard(hostile), 60), 'h-1')],
    [
      'to correct',
      correctView(
        plainLeadName(aCard(hostile), 60),
        resultInWords(aCard({ reasonLabel: words })),
        'h-1',
        reasonsCalled(words),
      ),
    ],
    ['with texts', wordingView(settingsOf(words.slice(0, LONGEST_SETTING)), {})],
    [
      'with reasons',
      reasonsView(
        reasonsCalled(words).map((reason) => ({ ...reason, used: 1 })),
        {},
      ),
    ],
  ])('marks nothing up in a modal %s and keeps it within Slack’s limits', (_, view) => {
    expect(slackFaults('modal', view)).toEqual([]);
    expect(markupIn(view)).toEqual([]);
  });
});

function aHostileStory(words: string) {
  return aStory({ words, card: aCard(calledSo(words)) });
}

function hostileAddView(words: string) {
  const fields = ['name', 'company', 'email', 'phone', 'source', 'otherSource', 'campaign', 'score', 'note'];
  const filledIn = Object.fromEntries(fields.map((field) => [field, words]));
  const known = [{ name: words, company: words, leadId: 'L-1', stage: 'sql' as const, holderId: 'U0REP' }];
  return addLeadView({ id: '019b8d4e-7c00-7000-8000-000000000001' }, { sources: [words], filledIn, known });
}

function settingsOf(words: string): Settings {
  return { ...SETTINGS.filled, mqlDefinition: words, nextStep: words };
}

function reasonsCalled(label: string) {
  return [...DEFAULT_REJECTION_REASONS, { key: 'hostile', label, outcome: 'recycle' as const }];
}

function hostileReports(words: string) {
  const { leads, reasons, sources, reps, 'pass-rate': passRate } = ANSWERS;
  const called = { key: words, name: words, label: words };
  return [
    {
      ...leads.many,
      leads: leads.many.leads.map((lead) => ({
        ...lead,
        ...{ leadId: words, name: words, company: words, source: words, repName: words },
      })),
    },
    { ...reasons.many, rows: reasons.many.rows.map((row) => ({ ...row, ...called })) },
    { ...sources.many, rows: sources.many.rows.map((row) => ({ ...row, ...called })) },
    { ...reps.many, rows: reps.many.rows.map((row) => ({ ...row, ...called })) },
    { ...passRate.many, rows: (passRate.many.rows ?? []).map((row) => ({ ...row, ...called })) },
  ];
}
