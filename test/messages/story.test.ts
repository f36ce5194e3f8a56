import { describe, expect, test } from 'vitest';
import type { LeadStory } from '../../src/leads/lead-story.ts';
import { storyMessage } from '../../src/slack/messages/story-message.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { aCard, aDecidedCard } from './a-card.ts';
import { aStory } from './a-story.ts';
import { asLines } from './as-lines.ts';

const MANAGER = { userId: 'U0BOSS', isManager: true };
const HOLDER = { userId: 'U0REP', isManager: false };
const FORMER = { userId: 'U0OLD', isManager: false };

const late = aDecidedCard({ dueAt: new Date('2026-01-05T08:00:00Z'), undoUntil: null });
const long: LeadStory = { ...aStory(), entries: Array.from({ length: 12 }, () => aStory().entries).flat() };

describe('the story of a lead', () => {
  test.each([
    ['for a manager', aStory(), MANAGER],
    ['for its holder', aStory({ card: aCard({ holderId: 'U0REP' }) }), HOLDER],
    ['for whoever had it', aStory(), FORMER],
    ['decided late, for a manager', aStory({ card: late }), MANAGER],
    [
      'never handed over',
      { leadId: 'L-77', card: undefined, entries: aStory().entries.slice(0, 1) },
      MANAGER,
    ],
    ['too long for one answer', long, MANAGER],
  ])('%s', (_, story, reader) => {
    const message = storyMessage(
      story,
      { timeZone: 'Europe/Paris', now: new Date('2026-01-05T12:00:00Z') },
      reader,
    );
    expect(slackFaults('response', message)).toEqual([]);
    expect(asLines(message)).toMatchSnapshot();
  });
});
