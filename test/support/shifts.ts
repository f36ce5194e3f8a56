import { v7 as uuidv7 } from 'uuid';
import type { SlaPolicy } from '../../src/sla/policy.ts';
import { deadlines } from '../../src/sla/policy.ts';
import { type Handoff, noConsequences, type Shift } from '../../src/sla/shift.ts';
import { START } from './facts.ts';
import { aPolicy } from './policies.ts';
import { aRep, aRoster } from './rosters.ts';

/** Three reps at work, one manager, one policy. */
export function aShift(overrides: Partial<Shift> = {}): Shift {
  return {
    now: START,
    policies: [aPolicy()],
    roster: aRoster([aRep('U1'), aRep('U2'), aRep('U3')]),
    managers: ['UMGR'],
    managersAreKnown: true,
    pauseAfterLapses: 0,
    ownerOf: () => ({ kind: 'nobody', note: { why: 'unknown', email: 'somebody@else.test' } }),
    pastHolders: () => [],
    membersOfGroup: () => [],
    named: () => undefined,
    out: noConsequences(),
    ...overrides,
  };
}

/** An MQL that has just come in and waits for the router. */
export function anOpenHandoff(policy: SlaPolicy = aPolicy(), overrides: Partial<Handoff> = {}): Handoff {
  const { dueAt, remindAts } = deadlines(policy, START);
  return {
    ...{ workspaceId: 'T1', handoffId: uuidv7(), leadId: 'L-1', state: 'open', openedAt: START },
    ...{ openingOrigin: 'crm', openingEventId: 'e1', alerting: true, clockFrom: START },
    ...{ policyId: policy.policyId, dueAt, source: null, campaign: null },
    ...{
      decidedAt: null,
      decidedOrigin: null,
      decidedEventId: null,
      decidedBy: null,
      decisionRecordedAt: null,
    },
    ...{ reason: null, note: null, workingSeconds: null, calendarSeconds: null, contactDueAt: null },
    ...{ contactedAt: null, contactedBy: null, corrected: null, excusedAt: null, excusedBy: null },
    ...{ excusedReason: null, routedTo: null, holderId: null, holderWhy: null, turn: 0, handedOverAt: null },
    ...{
      turnDueAt: null,
      remindAts: remindAts.map((at) => at.toISOString()),
      remindedAt: null,
      mutedUntil: null,
    },
    ...{
      routeAt: START,
      breachNotedAt: null,
      breachHolderId: null,
      chainStep: null,
      chainAt: null,
      handOns: 0,
    },
    ...{ contactRemindedAt: null, contactBreachNotedAt: null, nextAlertAt: START },
    ...overrides,
  };
}
