import type { Settings } from '../../src/team/save-settings.ts';
import { DEFAULT_NEXT_STEP } from '../../src/team/workspace-defaults.ts';

const fresh: Settings = {
  slaHours: 8,
  inWorkingTime: true,
  workingHours: 'Mon-Fri 09:00-17:00',
  timeZone: 'UTC',
  currency: 'USD',
  poolChannelId: null,
  managerIds: [],
  mqlDefinition: '',
  nextStep: DEFAULT_NEXT_STEP,
};

export const SETTINGS = {
  fresh,
  filled: {
    ...fresh,
    inWorkingTime: false,
    timeZone: 'Europe/Paris',
    poolChannelId: 'C0POOL',
    managerIds: ['U0BOSS', 'U0CHIEF'],
    mqlDefinition: 'Asked for a demo\nor scored 80 and more',
  },
} satisfies Record<string, Settings>;
