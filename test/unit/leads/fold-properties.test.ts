import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldLead } from '../../../src/leads/fold-lead.ts';
import { someFacts } from '../../support/some-facts.ts';

it('any permutation and repetition of the facts folds to the same lead', () => {
  const shuffled = someFacts().chain((facts) =>
    fc.record({
      facts: fc.constant(facts),
      again: fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ facts, again }) => {
      expect(foldLead(again)).toEqual(foldLead(facts));
    }),
    { numRuns: 1000 },
  );
});

it('every standing mql lies in exactly one spell, and only the last spell may be open', () => {
  fc.assert(
    fc.property(someFacts({ undos: false }), (facts) => {
      const { spells, stage } = foldLead(facts);
      const mqls = spells.flatMap((spell) => spell.mqls.map((mql) => mql.eventId));
      const given = facts.filter((fact) => fact.kind === 'stage' && fact.stage === 'mql');
      expect(mqls.sort()).toEqual(given.map((fact) => fact.eventId).sort());
      expect(spells.slice(0, -1).every((spell) => spell.state !== 'open')).toBe(true);
      expect(spells.at(-1)?.state === 'open').toBe(stage === 'mql');
    }),
  );
});

it('spells follow each other: each is decided before the next one opens', () => {
  fc.assert(
    fc.property(someFacts(), (facts) => {
      const { spells } = foldLead(facts);
      for (const [index, spell] of spells.entries()) {
        const next = spells[index + 1];
        if (spell.decision) {
          expect(spell.decision.occurredAt >= spell.opening.occurredAt).toBe(true);
          if (next) expect(spell.decision.occurredAt <= next.opening.occurredAt).toBe(true);
        }
      }
    }),
  );
});
