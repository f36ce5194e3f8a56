import type { PolicyText } from '../sla/policy-text.ts';

/** Where the sample leads that come in now are from; those of the history come from elsewhere. */
export const DEMO_SOURCE = 'demo_request';

/** A demo request is due this soon, by the wall clock, so that the playground works on a Sunday night. */
export const PROMISE_MINUTES = 10;

/** Asked before the policy that a new workspace has: a newcomer soon sees a reminder, a missed deadline and a hand-on. */
export const SAMPLE_POLICIES: readonly PolicyText[] = [
  {
    name: 'Demo requests',
    when: `source = ${DEMO_SOURCE}`,
    decideWithin: `${PROMISE_MINUTES} min`,
    clock: 'wall',
    remind: '75%',
    contactWithin: '15 min',
    chain: ['tell rep', 'tell managers', 'wait 2 min', 'hand on to the rotation'],
    atMost: 2,
  },
  {
    name: 'Trade shows',
    when: 'source = trade_show',
    decideWithin: '2 working days',
    clock: 'team',
    remind: '50%, 75%',
    contactWithin: null,
    chain: ['tell rep', 'tell managers'],
    atMost: 2,
  },
];
