import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseHolder, countTurn } from '../../../src/routing/choose-holder.ts';
import { START } from '../../support/facts.ts';
import { aRep, aRoster } from '../../support/rosters.ts';

const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 });
const wanted = { now: START, past: [], ownerUntil: START };

it('thousands of leads go around by weight, each rep within a few of the fair share', () => {
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 3000 }), (given, leads) => {
      const roster = aRoster(given.map((weight, index) => aRep(`U${index}`, { weight })));
      const counts = new Map<string | null, number>();
      for (let lead = 0; lead < leads; lead += 1) {
        const route = chooseHolder(roster, wanted);
        countTurn(roster, route);
        counts.set(route.holderId, (counts.get(route.holderId) ?? 0) + 1);
      }
      const all = given.reduce((sum, weight) => sum + weight, 0);
      for (const [index, weight] of given.entries()) {
        const fair = (leads * weight) / all;
        expect(Math.abs((counts.get(`U${index}`) ?? 0) - fair)).toBeLessThan(given.length + 1);
      }
    }),
    { numRuns: 60 },
  );
});

it('leads given back count for nobody: what is kept goes around by weight', () => {
  fc.assert(
    fc.property(weights, fc.infiniteStream(fc.integer({ min: 0, max: 9 })), (given, dice) => {
      const roster = aRoster(given.map((weight, index) => aRep(`U${index}`, { weight })));
      const kept = new Map<string | null, number>();
      for (let lead = 0; lead < 1500; lead += 1) {
        const route = chooseHolder(roster, wanted);
        countTurn(roster, route);
        const rep = roster.reps.find(({ userId }) => userId === route.holderId);
        if (dice.next().value === 0 && rep) rep.turnsOwed += 1;
        else kept.set(route.holderId, (kept.get(route.holderId) ?? 0) + 1);
      }
      const total = [...kept.values()].reduce((sum, count) => sum + count, 0);
      const all = given.reduce((sum, weight) => sum + weight, 0);
      for (const [index, weight] of given.entries()) {
        expect(Math.abs((kept.get(`U${index}`) ?? 0) - (total * weight) / all)).toBeLessThan(
          given.length + 2,
        );
      }
    }),
    { numRuns: 40 },
  );
});
