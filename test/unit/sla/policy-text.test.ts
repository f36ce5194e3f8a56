import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  InvalidPolicyError,
  type PolicyTerms,
  type PolicyText,
  readPolicy,
  writePolicy,
} from '../../../src/sla/policy-text.ts';
import type { ReminderTime } from '../../../src/vocabulary.ts';
import { aPolicyRow, DEMO_REQUESTS } from '../../support/policy-rows.ts';

const TEAM = aPolicyRow();

const DEMO: PolicyText = {
  name: 'Demo requests',
  when: 'source = demo',
  decideWithin: '5 min',
  clock: 'wall',
  remind: '75%',
  contactWithin: '1 h',
  chain: ['tell rep', 'tell managers', 'wait 30 min', 'hand on to the rotation'],
  atMost: 2,
};

function faultsOf(text: Partial<PolicyText>, team = TEAM) {
  try {
    readPolicy({ ...DEMO, ...text }, team);
    return {};
  } catch (error) {
    if (error instanceof InvalidPolicyError) return error.faults;
    throw error;
  }
}

describe('a policy as a person writes it', () => {
  it('says what the row says', () => {
    expect(writePolicy(aPolicyRow(DEMO_REQUESTS), TEAM)).toEqual(DEMO);
    expect(aPolicyRow(DEMO_REQUESTS)).toMatchObject(readPolicy(DEMO, TEAM));
  });

  it('counts a working day as the team works, also where the holder’s own hours count', () => {
    for (const clock of ['team', 'holder'] as const) {
      const text = { ...DEMO, clock, decideWithin: '1 working day' };
      expect(readPolicy(text, TEAM)).toMatchObject({
        minutesToDecide: 480,
        inWorkingTime: true,
        inHoldersTime: clock === 'holder',
      });
      expect(writePolicy(readPolicy(text, TEAM), TEAM)).toMatchObject({
        clock,
        decideWithin: '1 working day',
      });
    }
    expect(readPolicy({ ...DEMO, decideWithin: '1 day' }, TEAM).minutesToDecide).toBe(1440);
  });

  it('names every part that cannot be read', () => {
    expect(
      faultsOf({
        name: ' ',
        when: 'demo',
        decideWithin: 'soon',
        remind: '200%',
        contactWithin: 'later',
        chain: ['shout'],
        atMost: 0,
      }),
    ).toEqual({
      name: expect.stringContaining('a name'),
      when: expect.stringContaining('“demo” is not a condition'),
      decideWithin: expect.stringContaining('“soon” is not a duration'),
      remind: expect.stringContaining('“200%” is not between'),
      contactWithin: expect.stringContaining('“later” is not a duration'),
      chain: expect.stringContaining('“shout” is not a step'),
      atMost: expect.stringContaining('from 1 to 20'),
    });
  });

  it('keeps to what can be promised', () => {
    expect(faultsOf({ decideWithin: '1441 h' })).toEqual({
      decideWithin: expect.stringContaining('at most 1440 hours'),
    });
    expect(faultsOf({ name: 'x'.repeat(76) })).toEqual({ name: expect.stringContaining('75 characters') });
    expect(faultsOf({ remind: '5 min before' })).toEqual({ remind: expect.stringContaining('5 min') });
    expect(faultsOf({ atMost: 1.5 })).toEqual({ atMost: expect.any(String) });
    expect(faultsOf({ contactWithin: '' })).toEqual({});
  });

  it('is refused by each part that its working hours would draw out for years', () => {
    const one = { ...TEAM, workingHours: [{ weekday: 1, from: '09:00', to: '10:00' }] };
    const long = { clock: 'team', decideWithin: '1440 h', contactWithin: '600 h' } as const;
    const chain = ['wait 500 h', 'wait 600 h', 'tell rep'];
    expect(faultsOf({ ...long, chain }, one)).toEqual({
      decideWithin: expect.stringMatching(
        /^With these working hours 1440 hours would take more than 10 years/,
      ),
      contactWithin: expect.stringContaining('600 hours would take'),
      chain: expect.stringContaining('600 hours would take'),
    });
    expect(faultsOf({ ...long, decideWithin: '400 h', contactWithin: '400 h' }, one)).toEqual({});
    expect(faultsOf({ ...long, clock: 'wall', chain }, one)).toEqual({});
  });

  it('is read back as it is written', () => {
    const reminder: fc.Arbitrary<ReminderTime> = fc.oneof(
      fc.integer({ min: 1, max: 99 }).map((percent) => ({ fraction: percent / 100 })),
      fc.integer({ min: 1, max: 59 }).map((minutesBefore) => ({ minutesBefore })),
    );
    const terms: fc.Arbitrary<PolicyTerms> = fc.record({
      name: fc.constantFrom('Demo requests', 'Größere Kunden', '<!channel> & co'),
      conditions: fc.constantFrom([], aPolicyRow(DEMO_REQUESTS).conditions),
      minutesToDecide: fc.integer({ min: 60, max: 86_400 }),
      inWorkingTime: fc.boolean(),
      inHoldersTime: fc.constant(false),
      reminders: fc.uniqueArray(reminder, { maxLength: 3, selector: (one) => JSON.stringify(one) }),
      minutesToContact: fc.option(fc.integer({ min: 1, max: 86_400 })),
      chain: fc.constantFrom([], aPolicyRow().chain, aPolicyRow(DEMO_REQUESTS).chain),
      mostHandOns: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(terms, (policy) => {
        expect(readPolicy(writePolicy(policy, TEAM), TEAM)).toEqual(policy);
      }),
    );
  });
});
