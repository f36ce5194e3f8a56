import { describe, expect, it } from 'vitest';
import { chooseHolder, countTurn, type Wanted } from '../../../src/routing/choose-holder.ts';
import { reasonInWords } from '../../../src/routing/reason-in-words.ts';
import type { Roster } from '../../../src/routing/roster.ts';
import { writeReason } from '../../../src/routing/route-reason.ts';
import { at, hours, minutes, START } from '../../support/facts.ts';
import { aColleague, aRep, aRoster } from '../../support/rosters.ts';

const wanted = (overrides: Partial<Wanted> = {}): Wanted => ({
  now: START,
  past: [],
  ownerUntil: at(hours(4)),
  ...overrides,
});

/** Routes one lead and counts the turn; why, as its holder reads it. */
function routes(roster: Roster, overrides: Partial<Wanted> = {}) {
  const route = chooseHolder(roster, wanted(overrides));
  countTurn(roster, route);
  return { ...route, why: reasonInWords(writeReason(route.why)) };
}

describe('a lead goes to its owner', () => {
  const owner = aColleague('UOWN', { name: 'Olga' });

  it('who takes no turn and needs no role', () => {
    const roster = aRoster([aRep('U1')]);
    expect(routes(roster, { owner })).toEqual({
      routedTo: 'owner',
      holderId: 'UOWN',
      why: 'You own this lead.',
    });
    expect(roster.reps[0]?.turns).toBe(0);
  });

  it('who starts work before half of the time is over', () => {
    expect(routes(aRoster([aRep('U1')]), { owner: { ...owner, worksAt: at(hours(3)) } }).holderId).toBe(
      'UOWN',
    );
  });

  it('who starts later, when nobody starts sooner', () => {
    const monday = at(hours(60));
    const roster = aRoster([aRep('U1', { worksAt: monday })]);
    expect(routes(roster, { owner: { ...owner, worksAt: monday } }).holderId).toBe('UOWN');
  });

  it('but not while somebody else is at work and the owner starts much later', () => {
    const late = { ...owner, worksAt: at(hours(20)) };
    expect(routes(aRoster([aRep('U1')]), { owner: late })).toMatchObject({
      holderId: 'U1',
      why: 'You are the only rep. Olga, its owner, is not at work.',
    });
  });

  it('but not to one who is away, who had it already, or who may take none, and says so', () => {
    const roster = aRoster([aRep('U1')]);
    expect(routes(roster, { owner: { ...owner, away: { until: null } } }).why).toContain(
      'Olga, its owner, is away.',
    );
    expect(routes(roster, { owner, past: ['UOWN'] })).toMatchObject({
      holderId: 'U1',
      why: 'You are the only rep.',
    });
    expect(routes(roster, { ownerNote: { why: 'outsider', email: 'o@x.test' } }).why).toBe(
      'You are the only rep. Its owner in the CRM, o@x.test, is a guest or deactivated in Slack.',
    );
  });
});

describe('the rotation', () => {
  it('gives to whoever had the fewest turns, and counts the turn', () => {
    const roster = aRoster([aRep('U1', { turns: 2 }), aRep('U2', { turns: 1 }), aRep('U3', { turns: 1 })]);
    expect([1, 2, 3, 4].map(() => routes(roster).holderId)).toEqual(['U2', 'U3', 'U1', 'U2']);
    expect(roster.reps.map((rep) => rep.turns)).toEqual([3, 3, 2]);
  });

  it('goes around by weight', () => {
    const roster = aRoster([aRep('U1', { weight: 3 }), aRep('U2'), aRep('U3', { weight: 2 })]);
    const given = Map.groupBy(
      Array.from({ length: 6000 }, () => routes(roster).holderId),
      (id) => id,
    );
    expect([...given.values()].map((all) => all.length).sort()).toEqual([1000, 2000, 3000]);
  });

  it('passes over who is away, paused, at a cap or without hours, and names them', () => {
    const roster = aRoster([
      aRep('U1', { name: 'Ada', away: { until: at(hours(9)) } }),
      aRep('U2', { name: 'Ben', isPaused: true }),
      aRep('U3', { name: 'Cy', openCap: 2, open: 2 }),
      aRep('U4', { name: 'Di', dailyCap: 1, today: 1 }),
      aRep('U5'),
    ]);
    expect(routes(roster)).toMatchObject({
      holderId: 'U5',
      why: 'Your turn in the rotation of 5 reps. Passed over: Ada is away, Ben is paused, Cy has 2 of 2 open leads, and 1 more.',
    });
  });

  it('prefers who is at work, else who starts first', () => {
    const roster = aRoster([
      aRep('U1', { worksAt: at(hours(5)) }),
      aRep('U2', { worksAt: at(hours(2)), turns: 9 }),
      aRep('U3', { turns: 99, worksAt: at(hours(2)) }),
    ]);
    expect(routes(roster).holderId).toBe('U2');
  });

  it('never returns a lead to somebody who had it while somebody else is there', () => {
    const roster = aRoster([aRep('U1'), aRep('U2', { turns: 50 })]);
    expect(routes(roster, { past: ['U1'] }).holderId).toBe('U2');
    expect(
      routes(aRoster([aRep('U1'), aRep('U2')], { poolChannelId: 'C1' }), { past: ['U1', 'U2'] }).routedTo,
    ).toBe('pool');
    const both = { past: ['U1', 'U2'] };
    expect(routes(aRoster([aRep('U1'), aRep('U2')]), { ...both, present: 'U2' })).toMatchObject({
      holderId: 'U1',
      again: true,
    });
    expect(routes(aRoster([aRep('U1')]), { past: ['U1'] })).toMatchObject({ holderId: 'U1', again: true });
  });

  it('gives a turn back first, and does not count it twice', () => {
    const roster = aRoster([aRep('U1', { turns: 7, turnsOwed: 1 }), aRep('U2', { turns: 1 })]);
    expect(routes(roster)).toMatchObject({
      holderId: 'U1',
      why: 'A turn given back to you for an earlier lead.',
    });
    expect(roster.reps[0]).toMatchObject({ turns: 7, turnsOwed: 0 });
    expect(routes(roster).holderId).toBe('U2');
  });

  it('does not flood somebody who comes back', () => {
    const back = aRep('U1', { away: { until: null } });
    const roster = aRoster([back, aRep('U2'), aRep('U3')]);
    for (let lead = 0; lead < 100; lead += 1) routes(roster);
    back.away = undefined;
    const next = Array.from({ length: 9 }, () => routes(roster).holderId);
    expect(next.filter((id) => id === 'U1').length).toBeLessThanOrEqual(4);
  });
});

describe('where no rep is free', () => {
  it('the pool gets it, and says why', () => {
    expect(routes(aRoster([], { poolChannelId: 'C1' }))).toMatchObject({
      routedTo: 'pool',
      why: 'Nobody is in the rotation: the first to accept gets it.',
    });
    const away = aRep('U1', { name: 'Ada', away: { until: null } });
    expect(routes(aRoster([away], { poolChannelId: 'C1' })).why).toBe(
      'No rep is free (Ada is away): the first to accept gets it.',
    );
  });

  it('nobody gets it where there is no pool, and it is tried again when the first is back', () => {
    const roster = aRoster([
      aRep('U1', { name: 'Ada', away: { until: at(hours(9)) } }),
      aRep('U2', { name: 'Ben', away: { until: null } }),
    ]);
    expect(routes(roster)).toEqual({
      routedTo: 'nobody',
      holderId: null,
      why: 'No rep is free (Ada is away, Ben is away), and there is no pool channel.',
      // Nobody knows when Ben is back, so it is looked for.
      retryAt: at(minutes(15)),
    });
    const known = aRoster([aRep('U1', { away: { until: at(hours(9)) } })]);
    expect(routes(known).retryAt).toEqual(at(hours(9)));
    expect(routes(aRoster([]))).toMatchObject({
      routedTo: 'nobody',
      why: 'There are no reps and no pool channel.',
      retryAt: undefined,
    });
    const full = aRoster([aRep('U1', { dailyCap: 1, today: 1 })]);
    expect(routes(full).retryAt).toEqual(full.tomorrowAt);
  });
});
