import type { PolicyRow } from '../../src/team/policy-list.ts';
import { DEFAULT_WORKING_HOURS } from '../../src/team/working-calendar.ts';

/** One policy as the table holds it: 8 hours of the team's working time, unless said. */
export function aPolicyRow(facts: Partial<PolicyRow> = {}): PolicyRow {
  return {
    workspaceId: 'T1',
    policyId: '00000000-0000-7000-8000-000000000001',
    effectiveFrom: new Date(0),
    position: 0,
    name: 'Every lead',
    conditions: [],
    minutesToDecide: 480,
    inWorkingTime: true,
    inHoldersTime: false,
    reminders: [{ fraction: 0.75 }],
    minutesToContact: null,
    chain: [
      { kind: 'notify', whom: 'rep' },
      { kind: 'notify', whom: 'managers' },
    ],
    mostHandOns: 2,
    timeZone: 'UTC',
    workingHours: DEFAULT_WORKING_HOURS,
    holidays: [],
    holidayRegion: null,
    createdAt: new Date(0),
    createdBy: null,
    ...facts,
  };
}

/** Five minutes around the clock for demo requests; then everybody is told, and the rotation gets them. */
export const DEMO_REQUESTS: Partial<PolicyRow> = {
  name: 'Demo requests',
  conditions: [{ field: 'source', is: 'any-of', values: ['demo'] }],
  minutesToDecide: 5,
  inWorkingTime: false,
  minutesToContact: 60,
  chain: [
    { kind: 'notify', whom: 'rep' },
    { kind: 'notify', whom: 'managers' },
    { kind: 'wait', minutes: 30 },
    { kind: 'reassign', to: 'rotation' },
  ],
};
