import { describe, test } from 'vitest';
import type { LeadStory } from '../../src/leads/lead-story.ts';
import { storyMessage } from '../../src/slack/messages/story-message.ts';
import { aStage, at, recorded } from '../support/facts.ts';
import { aCard, aDecidedCard } from './a-card.ts';
import { aStory } from './a-story.ts';
import { expectShown } from './expect-shown.ts';

const MANAGER = { userId: 'U0BOSS', isManager: true };
const HOLDER = { userId: 'U0REP', isManager: false };
const FORMER = { userId: 'U0OLD', isManager: false };

const late = aDecidedCard({ dueAt: new Date('2026-01-05T08:00:00Z'), undoUntil: null });
const long: LeadStory = { ...aStory(), entries: Array.from({ length: 12 }, () => aStory().entries).flat() };

const progress = {
  ...{ leadId: 'L-77', stage: 'lead' as const, since: at(0), by: 'U0OLD', isMove: false, handoffId: null },
  ...{ fact: { origin: 'slack', eventId: 'e' }, recordedAt: at(0) },
};
const kept: LeadStory = {
  ...{ ...aStory(), card: undefined, progress, mayMove: true },
  entries: [
    {
      ...{ kind: 'fact', at: at(0), reasonLabel: undefined },
      fact: recorded(aStage('lead', at(0), { origin: 'slack', actorId: 'U0OLD', note: 'Met <!here>' })),
    },
  ],
};
const wonNow: LeadStory = {
  ...aStory({ card: aDecidedCard({ undoUntil: null }) }),
  progress: { ...progress, stage: 'won', isMove: true, recordedAt: new Date('2026-01-05T11:59:00Z') },
  mayMove: true,
};

describe('the story of a lead', () => {
  test.each([
    ['for a manager', aStory(), MANAGER],
    ['for its holder', aStory({ card: aCard({ holderId: 'U0REP' }) }), HOLDER],
    ['for whoever had it', aStory(), FORMER],
    ['decided late, for a manager', aStory({ card: late }), MANAGER],
    ['never handed over', { ...aStory(), card: undefined, entries: aStory().entries.slice(0, 1) }, MANAGER],
    ['kept as a lead, for whoever added it', kept, FORMER],
    ['won a moment ago, for its holder', wonNow, HOLDER],
    ['too long for one answer', long, MANAGER],
  ])('%s', (_, story, reader) => {
    const message = storyMessage(
      story,
      { timeZone: 'Europe/Paris', now: new Date('2026-01-05T12:00:00Z') },
      reader,
    );
    expectShown('response', message);
  });
});
