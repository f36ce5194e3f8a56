import { describe, expect, test } from 'vitest';
import type { ConnectionHealth } from '../../src/connections/connection-health.ts';
import { SYSTEM_SETTINGS } from '../../src/intake/crm/system-settings.ts';
import { accessView } from '../../src/slack/views/connections/access-view.ts';
import {
  connectView,
  handOverView,
  optionsView,
  rotateView,
  ruleView,
} from '../../src/slack/views/connections/connection-forms.ts';
import { connectionListView } from '../../src/slack/views/connections/connection-list-view.ts';
import { connectionView } from '../../src/slack/views/connections/connection-view.ts';
import { fieldsView, ownersView, valuesView } from '../../src/slack/views/connections/mapping-views.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { WORDING } from './a-card.ts';
import { expectShown } from './expect-shown.ts';
import { HOSTILE, markupIn } from './hostile.ts';

const ago = (minutes: number) => new Date(WORDING.now.getTime() - minutes * 60_000);

function aHealth(connection: Partial<ConnectionHealth['connection']>, more: Partial<ConnectionHealth> = {}) {
  return {
    connection: {
      ...{ workspaceId: 'T1', connectionId: 'web-form', system: 'custom', name: 'Web form' },
      ...{ secrets: 'v1.x', credentials: null, options: {}, stages: {}, fields: {}, owners: {}, rule: null },
      ...{ handsOver: false, writesBack: false, connectedAt: ago(900), connectedBy: 'U0ADMIN' },
      ...{ disconnectedAt: null, lastEventAt: null, lastReceivedAt: null, cursor: null, readAt: null },
      ...{ refused: 0, refusedAt: null, refusedWhy: null },
      ...connection,
    },
    ...{ lagMs: null, unmapped: { values: 0, seen: 0 }, secrets: 1 },
    ...more,
  } as ConnectionHealth;
}

const WELL = aHealth(
  {
    ...{ connectionId: 'hubspot', system: 'hubspot', name: 'HubSpot', handsOver: true },
    ...{ lastEventAt: ago(3), lastReceivedAt: ago(2) },
  },
  { lagMs: 60_000 },
);
const ILL = aHealth(
  {
    refused: 3,
    refusedAt: ago(5),
    refusedWhy: 'Its signature does not fit its body.',
    lastReceivedAt: ago(90),
  },
  { unmapped: { values: 2, seen: 31 }, secrets: 0 },
);

const VALUES = [
  { value: 'hot', label: 'Hot', seen: 30, lastSeenAt: ago(1), meaning: undefined },
  { value: 'working', label: 'Working', seen: 1, lastSeenAt: ago(1), meaning: 'sql' as const },
  { value: 'junk', label: 'Junk', seen: 4, lastSeenAt: ago(1), meaning: '-' as const },
];
const PATHS = [
  { path: 'person.key', example: 'L-1' },
  { path: 'person.mail', example: 'ada@acme.test' },
];
const SHOWN = { isAddressLocal: false, hasOptions: true, untold: 0 };
const { fields: names } = SYSTEM_SETTINGS.custom;

describe('of connections', () => {
  test.each([
    ['the list, while there are none', connectionListView([], WORDING)],
    ['the list', connectionListView([WELL, ILL, aHealth({}, { secrets: null })], WORDING)],
    [
      'one that hands over',
      connectionView(
        { ...SHOWN, health: WELL, address: 'https://funnel.corp.test/in/hubspot/hubspot' },
        WORDING,
      ),
    ],
    [
      'one that only measures, on a machine that nobody reaches',
      connectionView(
        {
          ...{ health: ILL, address: 'http://localhost:3000/in/custom/web-form', untold: 12 },
          ...{ isAddressLocal: true, hasOptions: false },
        },
        WORDING,
      ),
    ],
    ['the form to connect', connectView('{}', true)],
    ['the form to connect where nothing can be stored', connectView('{}', false)],
    ['the form of a new secret', rotateView('{}')],
    ['the form of access', accessView(aHealth({}).connection, '{}')],
    [
      'the form of access to HubSpot, which it has',
      accessView(aHealth({ system: 'hubspot', credentials: 'x', writesBack: true }).connection, '{}'),
    ],
    ['the form of access to Salesforce', accessView(aHealth({ system: 'salesforce' }).connection, '{}')],
    ['the form of the rule', ruleView('{}', { rule: { score: 70, sources: ['webinar', 'fair'] } })],
    ['the form of the options', optionsView('{}', { options: { portalId: '77' } }, SYSTEM_SETTINGS.hubspot)],
    ['the form to hand over', handOverView('{}', { recent: 3, older: 41 })],
    ['the form to hand over where nothing is open', handOverView('{}', { recent: 0, older: 0 })],
    ['the form of values', valuesView('{}', VALUES)],
    ['the form of values, before any came', valuesView('{}', [])],
    [
      'the form of fields',
      fieldsView('{}', { fields: { leadId: 'a | b' } }, { names, paths: PATHS, mayBeReceived: true }),
    ],
    [
      'the form of fields, before anything came',
      fieldsView('{}', { fields: {} }, { names, paths: [], mayBeReceived: true }),
    ],
    ['the form of owners', ownersView('{}', { owners: { '77': 'U0REP' } }, [{ owner: '78', leads: 5 }])],
  ])('%s', (_, view) => expectShown('modal', view));

  test.each(Object.entries(HOSTILE))('nothing breaks by %s', (_, words) => {
    const value = words.slice(0, 200).toLowerCase().toWellFormed();
    const health = aHealth({ name: words, refused: 1, refusedAt: ago(1), refusedWhy: words });
    const views = [
      connectionListView([health], WORDING),
      connectionView({ ...SHOWN, health, address: 'https://funnel.corp.test/in/custom/x' }, WORDING),
      valuesView('{}', [{ value, label: value, seen: 1, lastSeenAt: ago(1), meaning: undefined }]),
      fieldsView(
        '{}',
        { fields: {} },
        { names, paths: [{ path: value, example: words }], mayBeReceived: true },
      ),
      ownersView('{}', { owners: {} }, [{ owner: value, leads: 1 }]),
    ];
    for (const view of views) {
      expect(slackFaults('modal', view)).toEqual([]);
      expect(markupIn(view).filter((markup) => !markup.startsWith('<!date^'))).toEqual([]);
    }
  });
});
