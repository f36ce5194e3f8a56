import type { SlaPolicy } from '../../src/sla/policy.ts';
import { DEFAULT_WORKING_HOURS } from '../../src/team/working-calendar.ts';

/** One policy for every lead: 8 hours of the wall clock, unless said. */
export function aPolicy(facts: Partial<SlaPolicy> = {}): SlaPolicy {
  return {
    policyId: '00000000-0000-7000-8000-000000000001',
    effectiveFrom: new Date(0),
    position: 0,
    name: 'Every lead',
    conditions: [],
    minutesToDecide: 480,
    inWorkingTime: false,
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
    ...facts,
  };
}
