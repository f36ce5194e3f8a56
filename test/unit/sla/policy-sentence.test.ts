import { describe, expect, it } from 'vitest';
import { policySentence } from '../../../src/sla/policy-sentence.ts';
import { previewSentence } from '../../../src/sla/preview-sentence.ts';
import type { ChainStep } from '../../../src/vocabulary.ts';
import { aPolicyRow, DEMO_REQUESTS } from '../../support/policy-rows.ts';

const REP: ChainStep = { kind: 'notify', whom: 'rep' };

describe('a policy in a sentence', () => {
  it.each([
    [
      DEMO_REQUESTS,
      'Demo requests (source = demo): decide within 5 min around the clock; remind at 75%; first contact within 1 h of accepting; then tell the rep and the managers; after 30 min hand on to the rotation, at most twice',
    ],
    [{}, 'Every lead: decide within 1 working day; remind at 75%; then tell the rep and the managers'],
    [
      { minutesToDecide: 120, inHoldersTime: true, reminders: [], chain: [] },
      'Every lead: decide within 2 h of the holder’s own hours; no reminder; then nothing follows',
    ],
    [
      {
        minutesToDecide: 90,
        reminders: [{ fraction: 0.5 }, { fraction: 0.755 }, { minutesBefore: 15 }],
        mostHandOns: 1,
        chain: [
          REP,
          { kind: 'notify', whom: { userId: 'U1' } },
          { kind: 'notify', whom: { channelId: 'C1' } },
          { kind: 'wait', minutes: 30 },
          { kind: 'wait', minutes: 30 },
          { kind: 'notify', whom: { groupId: 'S1' } },
          { kind: 'wait', minutes: 60 },
          { kind: 'notify', whom: 'managers' },
          { kind: 'reassign', to: { userId: 'U2' } },
        ] satisfies ChainStep[],
      },
      'Every lead: decide within 90 min of working time; remind at 50%, at 75.5% and 15 min before; then tell the rep, <@U1> and <#C1>; after 1 h tell the group S1; after another 1 h tell the managers and hand on to <@U2>, at most once',
    ],
    [
      { chain: [{ kind: 'wait', minutes: 10 }, REP] satisfies ChainStep[] },
      'Every lead: decide within 1 working day; remind at 75%; after 10 min tell the rep',
    ],
  ])('reads %#', (facts, sentence) => {
    expect(policySentence(aPolicyRow(facts))).toBe(sentence);
  });

  it('quotes what an admin typed, and nothing else', () => {
    const chain: ChainStep[] = [{ kind: 'notify', whom: { userId: 'U1' } }];
    const conditions = [{ field: 'score', is: 'at-least' as const, values: ['80'] }];
    const sentence = policySentence(aPolicyRow({ name: '<x>', conditions, chain }), (text) => `[${text}]`);
    expect(sentence).toContain('[<x>] ([score >= 80]): decide');
    expect(sentence).toContain('tell <@U1>');
  });
});

describe('a preview in a sentence', () => {
  it.each([
    [[0, 0, 0, 0, 0], 'No lead is open, so no deadline would move.'],
    [[1, 0, 0, 0, 0], 'The one open deadline would not move.'],
    [[1200, 0, 0, 0, 0], 'None of the 1,200 open deadlines would move.'],
    [[3, 3, 2, 1, 0], '3 open deadlines would move (2 sooner, 1 later).'],
    [[3, 1, 1, 0, 1], '1 open deadline would move (1 sooner), 1 of them into the past.'],
  ])('%j reads', ([open = 0, moved = 0, sooner = 0, later = 0, overdueNow = 0], sentence) => {
    expect(previewSentence({ open, moved, sooner, later, overdueNow })).toBe(sentence);
  });
});
