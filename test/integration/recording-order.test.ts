import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Context, inTransaction } from '../../src/context.ts';
import type { NewFact } from '../../src/leads/fact.ts';
import { foldLead } from '../../src/leads/fold-lead.ts';
import { recordStageChanges, recordWithin } from '../../src/leads/record-stage-changes.ts';
import { forEachDatabase, forServerDatabase } from '../support/databases.ts';
import { aStage, at, hours, minutes, recorded } from '../support/facts.ts';
import { ledgerState, listFacts } from '../support/ledger-state.ts';
import { someNewFacts } from '../support/some-facts.ts';
import { aWorkspace } from '../support/workspaces.ts';

/** So that the facts of the first minutes are history and the others live. */
const learntAt = at(hours(24) + minutes(6));

const LEADS = ['L-1', 'L-2', 'L-3', 'L-4'];

const factsOfSeveralLeads = fc
  .tuple(...LEADS.map((leadId) => someNewFacts({ leadId })))
  .map((perLead) => perLead.flat());

/** The facts, each at least once, in another order and in batches. */
const factsAndBatches = factsOfSeveralLeads.chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    batches: fc.tuple(shuffled([...facts, ...facts]), fc.integer({ min: 1, max: 12 })).map(inBatches),
  }),
);

function shuffled(facts: NewFact[]): fc.Arbitrary<NewFact[]> {
  return fc.shuffledSubarray(facts, { minLength: facts.length });
}

function inBatches([facts, size]: [NewFact[], number]): NewFact[][] {
  const count = Math.ceil(facts.length / size);
  return Array.from({ length: count }, (_, index) => facts.slice(index * size, (index + 1) * size));
}

await forEachDatabase('recording in any order', (database) => {
  it('and in any batches, with repetitions, gives the same leads, and a handoff for each spell', async () => {
    await fc.assert(
      fc.asyncProperty(factsAndBatches, async ({ facts, batches }) => {
        const [atOnce, piecemeal] = [await aWorkspace(database()), await aWorkspace(database())];
        for (const ctx of [atOnce, piecemeal]) ctx.clock.set(learntAt.toISOString());
        await recordStageChanges(atOnce, facts);
        expect(await recordAll(piecemeal, batches)).toBe(facts.length);
        const state = await ledgerState(piecemeal);
        expect(state).toEqual(await ledgerState(atOnce));
        const stored = state.handoffs.map((row) => [
          row.leadId,
          row.openingEventId,
          row.state,
          row.decidedEventId,
        ]);
        expect(stored.sort()).toEqual(spellsOf(facts).sort());
      }),
      { numRuns: 6 },
    );
  });
});

function spellsOf(facts: NewFact[]) {
  return LEADS.flatMap((leadId) => {
    const ofLead = facts.filter((fact) => fact.leadId === leadId).map((fact) => recorded(fact));
    return foldLead(ofLead).spells.map(({ opening, state, decision }) => [
      leadId,
      opening.eventId,
      state,
      decision?.eventId ?? null,
    ]);
  });
}

await forServerDatabase('writers of one moment', (database) => {
  it('give together what one of them would have given alone', async () => {
    const writings = factsOfSeveralLeads.chain((facts) => {
      const writer = fc.tuple(shuffled(facts), fc.constant(7)).map(inBatches);
      return fc.record({
        facts: fc.constant(facts),
        writers: fc.array(writer, { minLength: 5, maxLength: 5 }),
      });
    });
    await fc.assert(
      fc.asyncProperty(writings, async ({ facts, writers }) => {
        const [alone, together] = [await aWorkspace(database()), await aWorkspace(database())];
        for (const ctx of [alone, together]) ctx.clock.set(learntAt.toISOString());
        await recordStageChanges(alone, facts);
        const news = await Promise.all(writers.map((batches) => recordAll(together, batches)));
        expect(news.reduce((sum, count) => sum + count, 0)).toBe(facts.length);
        expect(await ledgerState(together)).toEqual(await ledgerState(alone));
      }),
      { numRuns: 12 },
    );
  });

  it('never die in a deadlock, whether the leads are new or known', async () => {
    const ctx = await aWorkspace(database());
    const randomFact = (index: number) =>
      aStage(index % 3 ? 'mql' : 'sql', at(-index), { leadId: `L-${(index * 7919) % 40}` });
    const writers = Array.from({ length: 8 }, (_, writer) =>
      inBatches([Array.from({ length: 48 }, (_, index) => randomFact(writer * 31 + index)), 6]),
    );
    // Within a plain transaction nothing is tried again.
    const recordOnce = (batch: NewFact[]) => inTransaction(ctx, (tx) => recordWithin(tx, batch, ctx.now()));
    await Promise.all(
      writers.map(async (batches) => {
        for (const batch of batches) await recordOnce(batch);
      }),
    );
    const distinct = new Set(writers.flat(2).map((fact) => fact.eventId));
    expect(await listFacts(ctx)).toHaveLength(distinct.size);
  });
});

async function recordAll(ctx: Context, batches: NewFact[][]): Promise<number> {
  let news = 0;
  for (const batch of batches) news += (await recordStageChanges(ctx, batch)).recorded;
  return news;
}
