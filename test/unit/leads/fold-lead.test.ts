import { describe, expect, it } from 'vitest';
import type { NewFact } from '../../../src/leads/fact.ts';
import { type FoldedLead, foldLead } from '../../../src/leads/fold-lead.ts';
import { STAGES, type Stage } from '../../../src/vocabulary.ts';
import { aStage, at, hours, minutes, recorded } from '../../support/facts.ts';

const fold = (...facts: NewFact[]) => foldLead(facts.map((fact) => recorded(fact)));
const states = (lead: FoldedLead) => lead.spells.map((spell) => spell.state);

describe('a lead in mql', () => {
  it.each([
    ['sql', 'accepted'],
    ['opportunity', 'accepted'],
    ['won', 'accepted'],
    ['rejected', 'rejected'],
    ['lost', 'rejected'],
    ['recycled', 'recycled'],
    ['lead', 'withdrawn'],
  ] as const)('that enters %s has its handoff closed as %s', (stage, state) => {
    const decision = aStage(stage, at(hours(1)));
    const lead = fold(aStage('mql'), decision);
    expect(states(lead)).toEqual([state]);
    expect(lead.spells[0]?.decision).toMatchObject(decision);
    expect(lead).toMatchObject({ stage, stageSince: at(hours(1)) });
  });

  it('that enters mql again is in the same handoff', () => {
    const lead = fold(aStage('mql'), aStage('mql', at(hours(1))));
    expect(states(lead)).toEqual(['open']);
    expect(lead.spells[0]?.opening.occurredAt).toEqual(at(0));
    expect(lead.stageSince).toEqual(at(0));
  });

  it('keeps the first decision; what follows changes the stage alone', () => {
    const lead = fold(
      aStage('mql'),
      aStage('sql', at(minutes(1))),
      aStage('rejected', at(minutes(2))),
      aStage('lost', at(minutes(3))),
    );
    expect(states(lead)).toEqual(['accepted']);
    expect(lead.stage).toBe('lost');
  });
});

describe('a lead that is not in mql', () => {
  it.each(STAGES.filter((stage) => stage !== 'mql'))('and was in %s has a handoff opened by mql', (stage) => {
    const lead = fold(aStage(stage), aStage('mql', at(hours(1))));
    expect(states(lead)).toEqual(['open']);
    expect(lead.spells[0]?.opening.occurredAt).toEqual(at(hours(1)));
  });

  it('is handed over a second time after its first decision', () => {
    const lead = fold(
      aStage('mql'),
      aStage('recycled', at(hours(1))),
      aStage('mql', at(hours(2))),
      aStage('sql', at(hours(3))),
    );
    expect(states(lead)).toEqual(['recycled', 'accepted']);
    expect(lead.firstMqlAt).toEqual(at(0));
  });

  it.each([
    ['sql', true],
    ['opportunity', true],
    ['won', true],
    ['lead', false],
    ['recycled', false],
    ['rejected', false],
    ['lost', false],
  ] as const)('and enters %s is an SQL without MQL: %s', (stage, counts) => {
    const lead = fold(aStage(stage, at(hours(1))));
    expect(lead.spells).toEqual([]);
    expect(lead.sqlWithoutMqlAt).toEqual(counts ? at(hours(1)) : null);
  });

  it('and had a handoff before is no SQL without MQL', () => {
    const lead = fold(aStage('mql'), aStage('rejected', at(1)), aStage('sql', at(2)));
    expect(lead.sqlWithoutMqlAt).toBeNull();
  });

  it('stays an SQL without MQL when it is handed over later', () => {
    const lead = fold(aStage('sql'), aStage('won', at(1)), aStage('mql', at(2)));
    expect(lead.sqlWithoutMqlAt).toEqual(at(0));
    expect(states(lead)).toEqual(['open']);
  });

  it('has no stage without any fact', () => {
    expect(foldLead([])).toMatchObject({ stage: null, stageSince: null, spells: [], firstLeadAt: null });
  });
});

describe('facts of one instant', () => {
  it('are taken in the order of the stages, whatever their keys', () => {
    const reversed: Stage[] = STAGES.toReversed();
    const facts = reversed.map((stage, index) => aStage(stage, at(0), { eventId: `${index}` }));
    const lead = fold(...facts);
    expect(lead.stage).toBe('lost');
    expect(states(lead)).toEqual(['accepted']);
    expect(lead.spells[0]?.decision?.stage).toBe('sql');
  });

  it('and one stage are taken in the order of their keys', () => {
    const first = aStage('sql', at(1), { origin: 'a', eventId: 'z' });
    const second = aStage('sql', at(1), { origin: 'b', eventId: 'a' });
    expect(fold(aStage('mql'), second, first).spells[0]?.decision?.origin).toBe('a');
  });

  it('lead before mql withdraws nothing', () => {
    const lead = fold(aStage('mql'), aStage('lead'));
    expect(states(lead)).toEqual(['open']);
    expect(lead.firstLeadAt).toEqual(at(0));
  });
});

it('a win learnt before its mql, which happened later, leaves the handoff open', () => {
  const lead = fold(aStage('won', at(0)), aStage('mql', at(hours(48))));
  expect(states(lead)).toEqual(['open']);
  expect(lead).toMatchObject({ stage: 'mql', sqlWithoutMqlAt: at(0) });
});
