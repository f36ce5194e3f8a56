import { describe, expect, test } from 'vitest';
import type { SettingsOverview } from '../../src/slack/settings-overview.ts';
import { alertsView } from '../../src/slack/views/settings/alerts-view.ts';
import { calendarView } from '../../src/slack/views/settings/calendar-view.ts';
import { figuresView } from '../../src/slack/views/settings/figures-view.ts';
import { overviewView } from '../../src/slack/views/settings/overview-view.ts';
import { peopleView } from '../../src/slack/views/settings/people-view.ts';
import { personView } from '../../src/slack/views/settings/person-view.ts';
import { promiseView } from '../../src/slack/views/settings/promise-view.ts';
import { reasonView } from '../../src/slack/views/settings/reason-view.ts';
import { reasonsView } from '../../src/slack/views/settings/reasons-view.ts';
import { retentionView } from '../../src/slack/views/settings/retention-view.ts';
import { sayHolidays } from '../../src/slack/views/settings/say-holidays.ts';
import { stageNamesView } from '../../src/slack/views/settings/stage-names-view.ts';
import { wordingView } from '../../src/slack/views/settings/wording-view.ts';
import type { PersonStanding } from '../../src/team/list-people.ts';
import type { Member } from '../../src/team/members.ts';
import { DEFAULT_REJECTION_REASONS } from '../../src/team/workspace-defaults.ts';
import { ROLES } from '../../src/vocabulary.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { WORDING } from './a-card.ts';
import { expectShown } from './expect-shown.ts';
import { HOSTILE, markupIn } from './hostile.ts';
import { OVERVIEW, SETTINGS } from './some-settings.ts';

const TRAIL = { settingsViewId: 'V1' };
const FRESH: SettingsOverview = {
  ...{ settings: SETTINGS.fresh, isConfirmed: false, policies: 1, reasons: 7, stageNames: {} },
  team: { people: 1, reps: 0, paused: 0, managers: 0, admins: 1 },
  goals: { mqls: null, sqls: null },
  connections: 0,
  keptMonths: null,
  schedules: { digests: 0, reports: 0 },
};

const REASONS = DEFAULT_REJECTION_REASONS.map((reason, index) => ({
  ...reason,
  used: index,
  ...(reason.key === 'no_budget' ? { isHidden: true } : {}),
}));

function member(userId: string, over: Partial<Member> = {}): Member {
  return {
    ...{ workspaceId: 'T1', userId, name: userId, email: null, timeZone: 'Europe/Berlin' },
    ...{ isRep: true, isManager: false, isAdmin: false, turns: 12, turnsOwed: 0, weight: 1 },
    ...{ dailyCap: null, openCap: null, lapses: 0, pausedAt: null, workingHours: null },
    ...{ ownTimeZone: null, holidayRegion: null, rolesByGroup: [], addedAt: WORDING.now },
    ...over,
  };
}

const hour = (hours: number) => new Date(WORDING.now.getTime() + hours * 3_600_000);
const away = (from: number) => ({ userId: 'U2', fromAt: hour(from), untilAt: hour(from + 48) });
const ADA: PersonStanding = {
  member: member('U0ADA', {
    ...{ isManager: true, weight: 2, dailyCap: 5, openCap: 10, turns: 7.5, pausedAt: WORDING.now },
    workingHours: [{ weekday: 1, from: '09:00', to: '12:00' }],
    ...{ ownTimeZone: 'Asia/Tokyo', holidayRegion: 'JP' },
  }),
  openLeads: 3,
  absence: away(-1),
};
const PEOPLE: PersonStanding[] = [
  ADA,
  { member: member('U0BO'), openLeads: 0, absence: away(24) },
  { member: member('U0CY', { isRep: false, isAdmin: true }), openLeads: 1, absence: undefined },
];

const DEADLINES = { open: 5, moved: 3, sooner: 1, later: 2, overdueNow: 1 };
const HOLIDAYS = sayHolidays(['2026-12-25', '2027-01-01']);
const DAYS = { fromOn: '2026-01-05', lastOn: '2026-01-06' };

describe('a form of the settings', () => {
  test.each([
    ['that lists all of them in a new workspace', overviewView(FRESH)],
    ['that lists all of them', overviewView(OVERVIEW)],
    [
      'for the first promise',
      promiseView({ ...SETTINGS.fresh, timeZone: 'Europe/Berlin' }, { trail: TRAIL }),
    ],
    [
      'for the promise, before it is saved',
      promiseView(pick(SETTINGS.filled), { trail: TRAIL, preview: { notes: [], deadlines: DEADLINES } }),
    ],
    ['for the calendar', calendarView(SETTINGS.fresh, { trail: {} })],
    [
      'for the calendar, while deadlines are counted',
      calendarView(SETTINGS.filled, { trail: TRAIL, preview: { notes: [HOLIDAYS] } }),
    ],
    [
      'for the calendar, before it is saved',
      calendarView(SETTINGS.filled, {
        trail: TRAIL,
        preview: { notes: [HOLIDAYS], deadlines: { ...DEADLINES, moved: 0 } },
      }),
    ],
    ['for alerts and channels', alertsView(SETTINGS.fresh, TRAIL)],
    ['for alerts and channels, filled in', alertsView(SETTINGS.filled, TRAIL)],
    ['for texts and language', wordingView(SETTINGS.filled, TRAIL)],
    ['for the year and the currency', figuresView(SETTINGS.filled, TRAIL)],
    ['for how long leads are kept', retentionView(24, { trail: TRAIL })],
    [
      'for how long leads are kept, before it is saved',
      retentionView(12, { trail: TRAIL, erasedTonight: 1204 }),
    ],
    [
      'for keeping leads for ever, before it is saved',
      retentionView(null, { trail: TRAIL, erasedTonight: 0 }),
    ],
    ['for names of stages', stageNamesView({ sql: 'SAL' }, TRAIL)],
    ['for reasons', reasonsView(REASONS, TRAIL)],
    ['for a new reason', reasonView(undefined, TRAIL)],
    ['for a reason in use', reasonView(REASONS[5], TRAIL)],
    ['for people', peopleView({ people: PEOPLE, page: 2, pages: 3, total: 27 }, TRAIL, WORDING)],
    ['for people, when there are none', peopleView({ people: [], page: 1, pages: 1, total: 0 }, {}, WORDING)],
    [
      'for a person, as an admin',
      personView(ADA, {
        absence: DAYS,
        removal: { openLeads: 3, otherReps: 4, poolChannelId: null },
        mayGrant: ROLES,
        trail: TRAIL,
      }),
    ],
    [
      'for a person, as a manager',
      personView(
        { member: member('U0BO'), openLeads: 1, absence: undefined },
        {
          absence: { fromOn: null, lastOn: null },
          removal: { openLeads: 1, otherReps: 0, poolChannelId: 'C0POOL' },
          mayGrant: ['rep'],
          trail: {},
        },
      ),
    ],
  ])('%s', (_, view) => {
    expectShown('modal', view);
  });

  test('for reasons takes as many as there may be', () => {
    const many = Array.from({ length: 90 }, (_, index) => ({
      ...{ key: `key-${index}`, label: 'x'.repeat(60), outcome: 'recycle' as const, used: 1_000_000 },
      ...(index < 50 ? {} : { isHidden: true }),
    }));
    expect(slackFaults('modal', reasonsView(many, TRAIL))).toEqual([]);
  });
});

test.each(Object.entries(HOSTILE))('the list of settings marks nothing up with %s', (_, words) => {
  const called = (nextStep: string) =>
    overviewView({ ...OVERVIEW, settings: { ...SETTINGS.filled, nextStep } });
  expect(slackFaults('modal', called(words))).toEqual([]);
  expect(markupIn(called(words))).toEqual(markupIn(called('plain')));
});

function pick({ slaHours, inWorkingTime }: { slaHours: number; inWorkingTime: boolean }) {
  return { slaHours, inWorkingTime };
}
