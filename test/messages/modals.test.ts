import { describe, test } from 'vitest';
import { addLeadView } from '../../src/slack/views/add-lead-view.ts';
import { correctView } from '../../src/slack/views/correct-view.ts';
import { giveSeveralView, giveView } from '../../src/slack/views/give-view.ts';
import { goalsView } from '../../src/slack/views/goals-view.ts';
import { ownLeadsView } from '../../src/slack/views/own-leads-view.ts';
import { noticeView, rejectView } from '../../src/slack/views/reject-view.ts';
import { reportForm } from '../../src/slack/views/report-form.ts';
import { scheduleForm } from '../../src/slack/views/schedule-form.ts';
import { excuseView, handOnView } from '../../src/slack/views/why-view.ts';
import { DEFAULT_REJECTION_REASONS } from '../../src/team/workspace-defaults.ts';
import { aCard, cards, WORDING } from './a-card.ts';
import { expectShown } from './expect-shown.ts';

const ID = '019b8d4e-7c00-7000-8000-000000000001';

const own = { company: 'Acme', since: WORDING.now };
const OWN = [
  { ...own, leadId: 'L-77', handoffId: ID, name: 'Ada Park', stage: 'sql' as const },
  { ...own, leadId: 'S-1', handoffId: null, name: 'Bo Lind', stage: 'lead' as const },
];

const GOALS = [
  { metric: 'mqls' as const, fromMonth: '2025-07-01', target: 100 },
  { metric: 'mqls' as const, fromMonth: '2026-01-01', target: 120 },
  { metric: 'sqls' as const, fromMonth: '2026-01-01', target: 40 },
  { metric: 'sqls' as const, fromMonth: '2026-06-01', target: 0 },
];

const ASKED = { name: 'waste' as const, text: 'last month by source source="R&D `x` <!here>"' };

describe('a modal', () => {
  test.each([
    ['to reject a lead', rejectView('Ada Park, Acme', 'h-1', DEFAULT_REJECTION_REASONS)],
    ['with a notice', noticeView('Already decided', 'This lead was already accepted by <@U0REP>.')],
    ['to give a lead', giveView(aCard())],
    ['to add a lead', addLeadView({ id: ID }, { sources: ['webinar', 'paid_search'] })],
    [
      'to add a lead like one that is there',
      addLeadView(
        { id: ID, knownEmail: 'ada@acme.test' },
        {
          sources: [],
          filledIn: { name: 'A. Park', email: 'ada@acme.test', otherSource: 'fair', handOver: 'later' },
          known: [{ leadId: 'L-77', name: 'Ada Park', company: 'Acme', stage: 'sql', holderId: 'U0REP' }],
        },
      ),
    ],
    ['with the leads that somebody works on', ownLeadsView({ total: 52, leads: OWN }, WORDING, 'News.')],
    ['with no lead that somebody works on', ownLeadsView({ total: 0, leads: [] }, WORDING)],
    ['to give several leads', giveSeveralView(cards(3), WORDING)],
    ['to hand a lead on', handOnView('Ada Park, Acme', 'h-1')],
    ['to excuse a missed deadline', excuseView('Ada Park, Acme', 'h-1')],
    ['to correct a decision', correctView('Ada Park, Acme', 'accepted', 'h-1', DEFAULT_REJECTION_REASONS)],
    ['to set goals for the first time', goalsView([], '2026-01')],
    ['to set goals', goalsView(GOALS, '2026-01')],
    ['to ask for a report, as a manager', reportForm('C0SALES', { mayBeSeeing: 'all' })],
    ['to ask for a report, as a rep', reportForm('C0SALES', { mayBeSeeing: 'own' })],
    ['to post a report regularly', scheduleForm(ASKED, { channelId: 'C0SALES', timeZone: 'Europe/Paris' })],
    [
      'to post the cost regularly, asked for in direct messages',
      scheduleForm({ ...ASKED, name: 'cost' }, { channelId: 'D0ADA', timeZone: 'UTC' }),
    ],
  ])('%s', (_, view) => {
    expectShown('modal', view);
  });
});
