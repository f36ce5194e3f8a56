import { describe, expect, it } from 'vitest';
import type { NewFact, RecordedFact } from '../../../src/leads/fact.ts';
import { foldLead } from '../../../src/leads/fold-lead.ts';
import { aStage, at, hours, recorded } from '../../support/facts.ts';

const fold = (...facts: NewFact[]) => foldLead(facts.map((fact) => recorded(fact)));

describe('the fields of a lead', () => {
  it('are those of the latest fact, field by field', () => {
    const lead = fold(
      aStage('lead', at(2), { lead: { name: 'Ada Park', score: 82 } }),
      aStage('mql', at(1), { lead: { name: 'A. Park', company: 'Acme' } }),
    );
    expect(lead.fields).toEqual({ name: 'Ada Park', score: 82, company: 'Acme' });
  });

  it('are cleared by null and left alone by silence', () => {
    const lead = fold(
      aStage('lead', at(0), { lead: { name: 'Ada', email: 'ada@acme.test' } }),
      aStage('mql', at(1), { lead: { email: null } }),
      aStage('sql', at(2)),
    );
    expect(lead.fields).toEqual({ name: 'Ada', email: null });
  });

  it('of one instant are those of the greater key', () => {
    const lead = fold(
      aStage('mql', at(0), { eventId: 'b', lead: { name: 'B' } }),
      aStage('lost', at(0), { eventId: 'a', lead: { name: 'A' } }),
    );
    expect(lead.fields.name).toBe('B');
  });
});

it('source and campaign of a handoff are those known as it opened', () => {
  const lead = fold(
    aStage('lead', at(0), { lead: { source: 'organic', campaign: 'winter' } }),
    aStage('mql', at(1), { lead: { source: 'paid_search' } }),
    aStage('sql', at(2), { lead: { source: 'referral' } }),
    aStage('mql', at(3), { lead: { campaign: null } }),
  );
  expect(lead.spells.map((spell) => [spell.lead.source, spell.lead.campaign])).toEqual([
    ['paid_search', 'winter'],
    ['referral', null],
  ]);
});

describe('whether a handoff is live', () => {
  const learnt = (fact: NewFact, hour: number, live: boolean): RecordedFact =>
    recorded(fact, { recordedAt: at(hours(hour)), live });
  const early = aStage('mql', at(0), { eventId: 'early' });
  const late = aStage('mql', at(hours(2)), { eventId: 'late' });

  it('is told by the mql learnt first: history stays history when it is repeated live', () => {
    const lead = foldLead([learnt(early, 30, false), learnt(late, 31, true)]);
    expect(lead.spells[0]).toMatchObject({ alerting: false, clockFrom: at(0) });
  });

  it('does not change when an earlier mql is learnt afterwards: the opening moves, the promise stays', () => {
    const lead = foldLead([learnt(late, 3, true), learnt(early, 30, false)]);
    expect(lead.spells[0]).toMatchObject({ alerting: true, clockFrom: at(hours(3)), opening: early });
  });

  it('starts the clock as we learnt of it, and history as it happened', () => {
    expect(foldLead([learnt(early, 5, true)]).spells[0]?.clockFrom).toEqual(at(hours(5)));
    expect(foldLead([learnt(early, 5, false)]).spells[0]?.clockFrom).toEqual(at(0));
  });

  it('starts the clock no sooner than it happened, whatever the clock of the CRM says', () => {
    expect(foldLead([learnt(late, 1, true)]).spells[0]?.clockFrom).toEqual(at(hours(2)));
  });

  it('does not matter to history that was asked to alert', () => {
    const asked = { ...learnt(early, 30, false), alert: true };
    expect(foldLead([asked]).spells[0]).toMatchObject({ alerting: true, clockFrom: at(0) });
  });
});
