import { describe, expect, test } from 'vitest';
import { type Home, SETUP_STEPS } from '../../src/slack/home/home.ts';
import { OPTIONAL_SCOPES, withoutScopes } from '../../src/slack/home/missing-scopes.ts';
import { FIRST_PAGES, readPages } from '../../src/slack/home/pages.ts';
import { awayView } from '../../src/slack/home/view/away-view.ts';
import { digestView } from '../../src/slack/home/view/digest-view.ts';
import { brokenHomeView, homeView } from '../../src/slack/home/view/home-view.ts';
import { intakeView } from '../../src/slack/home/view/intake-view.ts';
import { leadView } from '../../src/slack/home/view/lead-view.ts';
import { repsView } from '../../src/slack/home/view/reps-view.ts';
import { problemSentences } from '../../src/slack/messages/problem-sentences.ts';
import { ROLES } from '../../src/vocabulary.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { aCard, aDecidedCard, aHandedOnCard, anOverdueCard, cards, WORDING } from './a-card.ts';
import { aHome, aLongQueue, anAdminPart, anOwnPart, aQueue, aTeamPart, FOOTER } from './a-home.ts';
import { asLines } from './as-lines.ts';
import { CARD_STATES } from './card-states.ts';
import { expectShown } from './expect-shown.ts';
import { calledSo, emptyTextsIn, HOSTILE, markupIn, unseenCharactersIn } from './hostile.ts';

const FIGURES = {
  ...{ mqls: 41, accepted: 12, passRate: 12 / 41, decided: 35, withinSla: 30 },
  ...{ medianDecisionHours: 2.13, late: 5, never: 1 },
};
const soon = new Date('2026-01-09T09:00:00Z');
const later = new Date('2026-01-12T09:00:00Z');

const busyRep = anOwnPart({
  queue: aQueue([aHandedOnCard(), anOverdueCard({ name: 'Bo Diaz' }), aCard({ mutedUntil: soon })], {
    counts: { total: 3, overdue: 2, dueSoon: 0, dueLaterToday: 1, unheld: 0 },
  }),
  decided: [
    aDecidedCard(),
    aDecidedCard({ contactDueAt: soon, name: 'Di Roe' }),
    aDecidedCard({ contactDueAt: new Date('2026-01-05T08:00:00Z'), name: 'Ed Poe' }),
    aDecidedCard({ state: 'rejected', reasonLabel: 'No budget', undoUntil: null, name: 'Cy Fox' }),
  ],
  figures: { label: 'Jan 2026', row: FIGURES },
});
const team = aTeamPart({
  queue: aQueue([anOverdueCard(), aCard({ holderId: null, routedTo: 'pool', name: 'Bo Diaz' })], {
    counts: { total: 2, overdue: 1, dueSoon: 0, dueLaterToday: 1, unheld: 1 },
  }),
});
const problems = [
  ...problemSentences(
    [{ kind: 'card', recipientId: 'U0REP', isOwed: false, count: 2, error: 'user_disabled' }],
    3,
  ),
  'Something else.',
];

const HOMES: Record<string, Home> = {
  'of a rep': aHome({ own: busyRep }),
  'of a rep on the first day': aHome({ own: anOwnPart(), footer: { ...FOOTER, nextDigest: null } }),
  'of a rep, with leads in the pool': aHome({
    own: anOwnPart({
      pool: { total: 7, cards: [aCard({ holderId: null, routedTo: 'pool', name: 'Bo Diaz' })] },
    }),
  }),
  'of a rep who is away': aHome({
    own: anOwnPart({ absence: { fromAt: WORDING.now, untilAt: soon }, queue: aQueue(cards(1)) }),
  }),
  'of a rep who will be away, and is paused': aHome({
    own: anOwnPart({ absence: { fromAt: soon, untilAt: later }, isPaused: true }),
  }),
  'of a rep with 10,000 leads': aHome({ own: anOwnPart({ queue: aLongQueue() }) }),
  'of a manager': aHome({ team }),
  'of a manager of a team with 10,000 leads': aHome({ team: aTeamPart({ queue: aLongQueue() }) }),
  'of a manager when nothing is open': aHome({ team: aTeamPart() }),
  'of the first admin': aHome({
    team: aTeamPart(),
    admin: anAdminPart({ steps: SETUP_STEPS.map((name) => ({ name, isDone: false })) }),
  }),
  'of an admin with problems': aHome({
    team: aTeamPart(),
    admin: anAdminPart({ problems, steps: SETUP_STEPS.map((name, i) => ({ name, isDone: i > 0 })) }),
  }),
  'of an admin with more problems than are shown': aHome({
    admin: anAdminPart({ problems: Array.from({ length: 24 }, (_, index) => `Problem ${index + 1}.`) }),
  }),
  'of a guest': { kind: 'outsider' },
  'of a colleague without a role': {
    ...{ kind: 'newcomer', managerIds: ['U0BOSS', 'U0ANN'], footer: FOOTER },
    mqlDefinition: 'Asked for a demo & has *budget*',
  },
  'of a colleague where nobody manages anything': {
    ...{ kind: 'newcomer', managerIds: [], footer: FOOTER, mqlDefinition: null },
  },
};

describe('the Home tab', () => {
  test.each(Object.entries(HOMES))('%s', (_, home) => {
    const view = homeView(home, { own: 3, team: 3 }, WORDING);
    expectShown('home', view);
  });

  test('of somebody who is everything at once keeps within Slack’s limits', () => {
    const home = aHome({
      own: anOwnPart({
        ...{ queue: aLongQueue(), isPaused: true, decided: cards(5, () => aDecidedCard()) },
        absence: { fromAt: soon, untilAt: later },
      }),
      team: aTeamPart({ queue: aLongQueue(() => anOverdueCard()) }),
      admin: anAdminPart({
        problems: Array.from({ length: 24 }, () => 'x'.repeat(500)),
        steps: SETUP_STEPS.map((name) => ({ name, isDone: false })),
      }),
    });
    const { blocks, private_metadata } = homeView(home, FIRST_PAGES, WORDING);
    expect(slackFaults('home', homeView(home, FIRST_PAGES, WORDING))).toEqual([]);
    expect(blocks.length).toBeLessThanOrEqual(100);
    expect(readPages(private_metadata)).toEqual({ own: 3, team: 3 });
  });

  test('says in words why it cannot be shown', () => {
    const view = brokenHomeView('Something went wrong on our side. Try again.');
    expect(slackFaults('home', view)).toEqual([]);
    expect(asLines(view)).toContain('went wrong');
  });
});

describe.each(Object.entries(HOSTILE))('%s in place of a name', (_, words) => {
  const homeWith = (lead: ReturnType<typeof calledSo>) =>
    aHome({
      own: anOwnPart({
        queue: aLongQueue(() => aHandedOnCard(lead)),
        decided: cards(5, () => aDecidedCard({ ...lead, reasonLabel: lead.note ?? null })),
      }),
      team: aTeamPart({ queue: aLongQueue(() => anOverdueCard(lead)) }),
    });

  test('marks nothing up and keeps the Home tab within Slack’s limits', () => {
    const view = homeView(homeWith(calledSo(words)), FIRST_PAGES, WORDING);
    expect(slackFaults('home', view)).toEqual([]);
    expect(markupIn(view)).toEqual(markupIn(homeView(homeWith({}), FIRST_PAGES, WORDING)));
    expect(unseenCharactersIn(view)).toEqual([]);
    expect(emptyTextsIn(view)).toEqual([]);
  });

  test('marks nothing up in the definition that a newcomer reads', () => {
    const home = { kind: 'newcomer' as const, managerIds: [], footer: FOOTER };
    const view = (mqlDefinition: string) => homeView({ ...home, mqlDefinition }, FIRST_PAGES, WORDING);
    expect(slackFaults('home', view(words))).toEqual([]);
    expect(markupIn(view(words))).toEqual(markupIn(view('plain')));
  });
});

describe('a form of the Home tab', () => {
  test.each([
    ['to say when one is away', awayView('2026-01-05')],
    ['to set up a digest', digestView('Europe/Paris')],
    ['to add reps', repsView([], { wording: WORDING, mayGrant: ROLES, trail: {} })],
    ['that tells how leads come in', intakeView({ takesFacts: true, port: 3000 }, WORDING.now)],
    [
      'that tells how leads come in, while there is no token',
      intakeView({ takesFacts: false, port: 3000 }, WORDING.now),
    ],
    ['with the details of a lead', leadView(aCard(), WORDING, { role: 'holder', namesReps: true })],
  ])('%s', (_, view) => {
    expectShown('modal', view);
  });

  test('with the details of a lead has nothing to press, however that stands', () => {
    for (const card of Object.values(CARD_STATES)) {
      const view = leadView(card(), WORDING, { role: 'manager', namesReps: true });
      expect(view.blocks.map(({ type }) => type)).not.toContain('actions');
      expect(slackFaults('modal', view)).toEqual([]);
    }
  });
});

describe('the pages shown', () => {
  test.each([undefined, '', '{', '{"own":0}', '[]', 'null', '{"own":1e400,"team":1}'])(
    'are the first where %j was written',
    (written) => expect(readPages(written)).toEqual(FIRST_PAGES),
  );
});

describe('missing scopes', () => {
  test('are those that the manifest calls optional and the token has not', () => {
    const all = Object.keys(OPTIONAL_SCOPES);
    expect(withoutScopes(['chat:write', 'files:write'])).toEqual(['usergroups:read']);
    expect(withoutScopes(['chat:write'])).toEqual(all);
    expect(withoutScopes([...all, 'chat:write'])).toEqual([]);
    expect(withoutScopes(undefined)).toEqual([]);
  });
});
