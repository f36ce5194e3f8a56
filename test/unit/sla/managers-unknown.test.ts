import { expect, it } from 'vitest';
import { advanceHandoff } from '../../../src/sla/advance-handoff.ts';
import { noConsequences } from '../../../src/sla/shift.ts';
import { at, hours, minutes, START } from '../../support/facts.ts';
import { aPolicy } from '../../support/policies.ts';
import { anOpenHandoff, aShift } from '../../support/shifts.ts';

const policy = aPolicy({ minutesToDecide: 60, reminders: [], chain: [{ kind: 'notify', whom: 'managers' }] });
const lead = { ownerEmail: null, stage: 'mql' as const };

it('managers hear of a missed deadline once Slack can say who they are', () => {
  const shift = aShift({ policies: [policy], managers: [], managersAreKnown: false });
  const given = advanceHandoff(anOpenHandoff(policy, { nextAlertAt: START }), lead, shift);
  Object.assign(shift, { now: at(hours(1)), out: noConsequences() });
  const missed = advanceHandoff(given, lead, shift);
  expect(shift.out.owed).toEqual([]);
  expect(missed.nextAlertAt).toEqual(at(hours(1) + minutes(0.25)));
  Object.assign(shift, { now: missed.nextAlertAt, managers: ['UBOSS'], managersAreKnown: true });
  advanceHandoff(missed, lead, shift);
  expect(shift.out.owed).toMatchObject([{ kind: 'breach', recipientId: 'UBOSS' }]);
});
