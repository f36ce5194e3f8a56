import type { SettingsOverview } from '../../src/slack/settings-overview.ts';
import type { Settings } from '../../src/team/save-settings.ts';
import { DEFAULT_NEXT_STEP } from '../../src/team/workspace-defaults.ts';

const fresh: Settings = {
  slaHours: 8,
  inWorkingTime: true,
  workingHours: 'Mon-Fri 09:00-17:00',
  timeZone: 'UTC',
  fiscalYearStart: 1,
  holidayRegion: '',
  holidays: '',
  usesMemberTimeZones: false,
  heedsSlackStatus: true,
  namesRepsInChannels: false,
  pauseAfterLapses: 3,
  pingsPerHour: 10,
  currency: 'USD',
  poolChannelId: null,
  fallbackChannelId: null,
  fallbackUserId: null,
  managerIds: [],
  mqlDefinition: '',
  nextStep: DEFAULT_NEXT_STEP,
  language: null,
};

export const SETTINGS = {
  fresh,
  filled: {
    ...fresh,
    inWorkingTime: false,
    timeZone: 'Europe/Paris',
    fiscalYearStart: 10,
    holidayRegion: 'FR',
    holidays: '2026-12-24\n2026-12-27..2026-12-31',
    usesMemberTimeZones: true,
    heedsSlackStatus: false,
    namesRepsInChannels: true,
    pauseAfterLapses: 0,
    pingsPerHour: 60,
    fallbackUserId: 'U0BOSS',
    poolChannelId: 'C0POOL',
    managerIds: ['U0BOSS', 'U0CHIEF'],
    mqlDefinition: 'Asked for a demo\nor scored 80 and more',
    language: 'ja',
  },
} satisfies Record<string, Settings>;

export const OVERVIEW = {
  settings: SETTINGS.filled,
  isConfirmed: true,
  policies: 3,
  team: { people: 9, reps: 5, paused: 1, managers: 2, admins: 1 },
  reasons: 7,
  stageNames: { sql: 'SAL', opportunity: 'Deal' },
  goals: { mqls: 120, sqls: 40 },
  connections: 1,
  keptMonths: 24,
  schedules: { digests: 1, reports: 2 },
} satisfies SettingsOverview;
