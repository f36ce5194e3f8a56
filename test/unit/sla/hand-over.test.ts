import { describe, expect, it } from 'vitest';
import { type Rotation, routeHandoff } from '../../../src/sla/hand-over.ts';
import { aPerson } from '../../support/workspaces.ts';

const aRotation = (turns: Record<string, number>, poolChannelId: string | null = null): Rotation => ({
  reps: Object.entries(turns).map(([userId, count]) => ({ userId, turns: count })),
  poolChannelId,
});

describe('a lead goes', () => {
  it('to its owner, who takes no turn and needs no role', () => {
    const rotation = aRotation({ U1: 0 });
    expect(routeHandoff(rotation, 'ada@corp.test', aPerson('U9'))).toEqual({
      routedTo: 'owner',
      holderId: 'U9',
      why: 'You own this lead in the CRM.',
    });
    expect(rotation.reps).toEqual([{ userId: 'U1', turns: 0 }]);
  });

  it('past an owner who is a guest, and says so', () => {
    const guest = aPerson('U9', { mayAct: false });
    expect(routeHandoff(aRotation({ U1: 0, U2: 0 }), 'guest@corp.test', guest)).toEqual({
      routedTo: 'rotation',
      holderId: 'U1',
      why: 'Your turn in the rotation of 2 reps. Its owner in the CRM, guest@corp.test, is a guest or deactivated in Slack.',
    });
  });

  it('past an owner whom Slack does not know, and says so', () => {
    const route = routeHandoff(aRotation({ U1: 3 }), 'gone@corp.test', undefined);
    expect(route.why).toBe(
      'You are the only rep. Its owner in the CRM, gone@corp.test, is not in this Slack.',
    );
  });

  it('to whoever had the fewest turns, and counts the turn', () => {
    const rotation = aRotation({ U1: 2, U2: 1, U3: 1 });
    const holders = [1, 2, 3, 4].map(() => routeHandoff(rotation, null, undefined).holderId);
    expect(holders).toEqual(['U2', 'U3', 'U1', 'U2']);
    expect(rotation.reps.map((rep) => rep.turns)).toEqual([3, 3, 2]);
  });

  it('to the pool where there are no reps', () => {
    expect(routeHandoff(aRotation({}, 'C1'), null, undefined)).toMatchObject({
      routedTo: 'pool',
      holderId: null,
    });
  });

  it('to nobody, with the reason, where there is no pool either', () => {
    expect(routeHandoff(aRotation({}), null, undefined)).toEqual({
      routedTo: 'nobody',
      holderId: null,
      why: 'There are no reps and no pool channel.',
    });
  });
});

it('a hundred leads among seven reps go around evenly', () => {
  const rotation = aRotation(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((rep) => [`U${rep}`, 0])));
  for (let lead = 0; lead < 100; lead += 1) routeHandoff(rotation, null, undefined);
  const turns = rotation.reps.map((rep) => rep.turns);
  expect(Math.max(...turns) - Math.min(...turns)).toBe(1);
  expect(turns.reduce((sum, count) => sum + count, 0)).toBe(100);
});
