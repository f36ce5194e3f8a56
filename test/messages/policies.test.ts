import { describe, expect, test } from 'vitest';
import { fromRows, toRows } from '../../src/sla/policy-schema.ts';
import type { PolicyText } from '../../src/sla/policy-text.ts';
import { WALL_CLOCK } from '../../src/sla/text/duration.ts';
import {
  movePolicy,
  type PolicyDraft,
  putPolicy,
  removePolicy,
  startDraft,
} from '../../src/slack/views/policy-draft.ts';
import { policyListView } from '../../src/slack/views/policy-list-view.ts';
import { NEW_POLICY, policyView } from '../../src/slack/views/policy-view.ts';
import { simpleChain } from '../../src/slack/views/simple-chain.ts';
import type { PolicyRow } from '../../src/team/policy-list.ts';
import { aPolicyRow, DEMO_REQUESTS } from '../support/policy-rows.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { asLines } from './as-lines.ts';
import { expectShown } from './expect-shown.ts';
import { HOSTILE } from './hostile.ts';

const WEBINARS: PolicyText = {
  ...NEW_POLICY,
  name: 'Webinars',
  when: 'source = webinar*',
  decideWithin: '2 h',
};
const DEMO = aPolicyRow(DEMO_REQUESTS);
const [DEMO_TEXT = WEBINARS] = fromRows([DEMO]);
const LIST = [
  DEMO,
  aPolicyRow({ ...DEMO_REQUESTS, name: 'Partners', position: 1 }),
  aPolicyRow({ position: 2 }),
];
const PREVIEW = { open: 4, moved: 3, sooner: 2, later: 1, overdueNow: 1 };

const unchanged = (draft: PolicyDraft) => draft;

function listOf(current: PolicyRow[], change: (draft: PolicyDraft) => PolicyDraft, preview = PREVIEW) {
  const base = fromRows(current);
  const draft = change(startDraft(new Date(0), base));
  const policies = toRows(
    draft.policies.map(({ text }) => text),
    current,
  );
  return policyListView({ draft, base, policies, preview });
}

describe('the policies', () => {
  test.each([
    ['of a team that never changed them', listOf([aPolicyRow()], unchanged)],
    ['that are three', listOf(LIST, unchanged)],
    [
      'that are not saved yet',
      listOf(LIST, (draft) =>
        putPolicy(putPolicy(removePolicy(draft, 1), null, WEBINARS), 0, { ...DEMO_TEXT, remind: '' }),
      ),
    ],
    ['in another order', listOf(LIST, (draft) => movePolicy(draft, 0, 1))],
  ])('%s', (_, view) => {
    expectShown('modal', view);
  });

  test('that are as many as there can be fit in the modal, and take no more', () => {
    const view = listOf(many(20), unchanged);
    expect(slackFaults('modal', view)).toEqual([]);
    expect(asLines(view)).toContain('There are 20 policies, and no more fit.');
    expect(asLines(view)).not.toContain('Add a policy');
  });

  test('that nobody has counted the open deadlines for yet', () => {
    const base = fromRows(LIST);
    const draft = removePolicy(startDraft(new Date(0), base), 0);
    const view = policyListView({ draft, base, policies: LIST.slice(1) });
    expect(asLines(view)).toContain('Counting the open deadlines…');
  });

  test.each(Object.entries(HOSTILE))('called %s stay within what Slack takes and name nobody', (_, text) => {
    const name =
      text
        .replace(/[\p{Cc}\s]+/gv, ' ')
        .trim()
        .slice(0, 75) || 'x';
    const conditions = [
      { field: 'source', is: 'any-of' as const, values: Array(50).fill(text.slice(0, 100)) },
    ];
    const list = [aPolicyRow({ name, conditions }), aPolicyRow({ position: 1 })];
    const base = fromRows(list);
    const view = policyListView({ draft: startDraft(new Date(0), base), base, policies: list });
    expect(slackFaults('modal', view)).toEqual([]);
    expect(asLines(view)).not.toMatch(/<!(channel|here|everyone)/);
  });
});

describe('the form of a policy', () => {
  const metadata = 'V1 0 {}';

  test.each([
    [
      'that is new',
      { policy: NEW_POLICY, isLast: false, chain: simpleChain(aPolicyRow().chain, WALL_CLOCK) },
    ],
    ['with a chain', { policy: DEMO_TEXT, isLast: false, chain: simpleChain(DEMO.chain, WALL_CLOCK) }],
    ['for every lead', { policy: DEMO_TEXT, isLast: true, chain: simpleChain(DEMO.chain, WALL_CLOCK) }],
    [
      'with a chain that came by file',
      {
        policy: { ...DEMO_TEXT, chain: ['wait 5 min', 'tell <@U0BOSS>', 'wait 5 min', 'tell managers'] },
        isLast: false,
        chain: undefined,
      },
    ],
  ])('%s', (_, form) => {
    const view = policyView({ ...form, metadata });
    expectShown('modal', view);
  });
});

function many(count: number): PolicyRow[] {
  return Array.from({ length: count }, (_, position) =>
    position === count - 1
      ? aPolicyRow({ position })
      : aPolicyRow({ ...DEMO_REQUESTS, name: `Policy ${position + 1}`, position }),
  );
}
