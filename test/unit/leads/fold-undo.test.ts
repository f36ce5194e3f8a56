import { describe, expect, it } from 'vitest';
import type { NewFact } from '../../../src/leads/fact.ts';
import { foldLead } from '../../../src/leads/fold-lead.ts';
import { aContact, anUndo, aStage, at, minutes, recorded } from '../../support/facts.ts';

const fold = (...facts: NewFact[]) => foldLead(facts.map((fact) => recorded(fact)));
const mql = aStage('mql');
const accepted = aStage('sql', at(minutes(10)), { origin: 'slack', eventId: 'click' });
const undone = anUndo(accepted, at(minutes(15)));
const echo = (minute: number) => aStage('sql', at(minutes(minute)), { eventId: `echo ${minute}` });

describe('an undo', () => {
  it('opens the same handoff again', () => {
    const lead = fold(mql, accepted, undone);
    expect(lead.spells).toHaveLength(1);
    expect(lead.spells[0]).toMatchObject({ state: 'open', decision: undefined, opening: mql });
    expect(lead).toMatchObject({ stage: 'mql', stageSince: at(0) });
  });

  it('voids the echoes of the decision, up to the undo', () => {
    expect(fold(mql, accepted, echo(10), echo(11), echo(15), undone).spells[0]?.state).toBe('open');
  });

  it('leaves what happened after it, and before the decision', () => {
    expect(fold(mql, accepted, undone, echo(16)).spells[0]?.decision?.eventId).toBe('echo 16');
    expect(fold(mql, accepted, undone, echo(9)).spells[0]?.decision?.eventId).toBe('echo 9');
  });

  it('leaves other stages between decision and undo', () => {
    const lead = fold(mql, accepted, aStage('rejected', at(minutes(12))), undone);
    expect(lead.spells[0]?.state).toBe('rejected');
  });

  it('learnt before its decision waits for it', () => {
    expect(fold(mql, undone).spells[0]?.state).toBe('open');
    expect(fold(undone, echo(12), accepted, mql).spells[0]?.state).toBe('open');
  });

  it('without its decision voids nothing', () => {
    expect(fold(mql, undone, echo(12)).spells[0]?.state).toBe('accepted');
  });

  it('merges the spells that its decision had parted', () => {
    const again = aStage('mql', at(minutes(12)));
    expect(fold(mql, accepted, again).spells).toHaveLength(2);
    const merged = fold(mql, accepted, again, undone);
    expect(merged.spells).toHaveLength(1);
    expect(merged.spells[0]?.mqls.map((fact) => fact.occurredAt)).toEqual([at(0), at(minutes(12))]);
  });

  it('can follow each of several decisions', () => {
    const rejected = aStage('rejected', at(minutes(16)), { origin: 'slack', eventId: 'second click' });
    const lead = fold(mql, accepted, undone, rejected, anUndo(rejected, at(minutes(17))));
    expect(lead.spells[0]?.state).toBe('open');
  });
});

describe('contacted', () => {
  it('counts the first attempt of each handoff', () => {
    const lead = fold(
      mql,
      accepted,
      aContact(at(minutes(13)), { actorId: 'U2' }),
      aContact(at(minutes(12)), { actorId: 'U1' }),
      aStage('mql', at(minutes(20))),
      aContact(at(minutes(21)), { actorId: 'U3' }),
    );
    expect(lead.spells.map((spell) => spell.contacted?.actorId)).toEqual(['U1', 'U3']);
  });

  it('before any handoff belongs to none', () => {
    expect(fold(aContact(at(-1)), mql).spells[0]?.contacted).toBeUndefined();
  });

  it('changes neither stage nor state', () => {
    expect(fold(mql, aContact(at(1)))).toMatchObject({ stage: 'mql', spells: [{ state: 'open' }] });
  });
});
