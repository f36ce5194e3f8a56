import fc from 'fast-check';
import type { NewFact, RecordedFact } from '../../src/leads/fact.ts';
import { STAGES } from '../../src/vocabulary.ts';
import { aContact, anUndo, aStage, at, minutes, recorded } from './facts.ts';

const mostMinutes = 12;

const field = fc.constantFrom(undefined, null, 'x', 'y');

/** Facts of one lead, crowded into few instants so that ties, echoes and reversals are common; each key occurs once. */
export function someNewFacts({ leadId = 'L-1', undos = true } = {}): fc.Arbitrary<NewFact[]> {
  const minute = fc.nat({ max: mostMinutes });
  const stages = fc.array(
    fc.record({
      stage: fc.constantFrom('mql', 'mql', 'sql', ...STAGES),
      minute,
      origin: fc.constantFrom('crm', 'web', 'slack'),
      alert: fc.boolean(),
      source: field,
      name: field,
    }),
    { maxLength: 9 },
  );
  const voids = fc.array(fc.record({ of: fc.nat({ max: 8 }), minute }), { maxLength: undos ? 3 : 0 });
  const contacts = fc.array(minute, { maxLength: 2 });
  return fc.tuple(stages, voids, contacts).map(([changes, undone, contacted]) => {
    const facts = changes.map(({ stage, minute: when, origin, alert, source, name }, index) =>
      aStage(stage, at(minutes(when)), {
        eventId: `${leadId} ${index}`,
        leadId,
        origin,
        alert,
        lead: { ...(source !== undefined && { source }), ...(name !== undefined && { name }) },
      }),
    );
    const undoFacts = undone.flatMap(({ of, minute: when }, index) => {
      const decision = facts[of];
      return decision
        ? [anUndo(decision, at(minutes(when)), { eventId: `${leadId} undo ${index}`, leadId })]
        : [];
    });
    const contactFacts = contacted.map((when, index) => ({
      ...aContact(at(minutes(when)), { leadId }),
      eventId: `${leadId} contact ${index}`,
    }));
    return [...facts, ...undoFacts, ...contactFacts];
  });
}

/** The same as a ledger holds them, each learnt at an instant of its own, live or not. */
export function someFacts(options?: { undos: boolean }): fc.Arbitrary<RecordedFact[]> {
  return someNewFacts(options).chain((facts) =>
    fc
      .array(fc.record({ learnt: fc.nat({ max: mostMinutes }), live: fc.boolean() }), {
        minLength: facts.length,
        maxLength: facts.length,
      })
      .map((ways) =>
        facts.map((fact, index) =>
          recorded(fact, {
            recordedAt: at(minutes(ways[index]?.learnt ?? 0)),
            live: ways[index]?.live ?? true,
          }),
        ),
      ),
  );
}
