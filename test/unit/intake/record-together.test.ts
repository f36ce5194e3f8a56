import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { InvalidInputError } from '../../../src/errors.ts';
import { recordTogether } from '../../../src/intake/record-together.ts';
import type { NewFact } from '../../../src/leads/fact.ts';
import type { RecordResult } from '../../../src/leads/record-stage-changes.ts';
import { aStage, START } from '../../support/facts.ts';

const fact = (leadId: string) => aStage('mql', START, { leadId, eventId: leadId });

/** Remembers each batch, and holds it up until it is released. */
function aLedger(fails: (leadIds: string[]) => unknown = () => undefined) {
  const batches: string[][] = [];
  const holds: (() => void)[] = [];
  const known = new Set<string>();
  const record = async (facts: readonly NewFact[]) => {
    const leadIds = facts.map(({ leadId }) => leadId);
    batches.push(leadIds);
    await new Promise<void>((resolve) => holds.push(resolve));
    const error = fails(leadIds);
    if (error) throw error;
    const outcomes: RecordResult['outcomes'] = leadIds.map((leadId) => {
      const isNew = !known.has(leadId);
      known.add(leadId);
      return isNew ? 'recorded' : 'duplicate';
    });
    return { outcomes };
  };
  const release = async () => {
    for (await aFewTurns(); holds.length > 0; await aFewTurns())
      for (const resolve of holds.splice(0)) resolve();
  };
  return { batches, record, release };
}

async function aFewTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
}

it('records together what comes together, and what arrives meanwhile after it', async () => {
  const ledger = aLedger();
  const record = recordTogether(ledger.record);
  const answers = ['a', 'b', 'c'].map((leadId) => record([fact(leadId)]));
  await aFewTurns();
  answers.push(...['d', 'e'].map((leadId) => record([fact(leadId)])));
  await aFewTurns();
  expect(ledger.batches).toEqual([['a', 'b', 'c']]);
  await ledger.release();
  expect(ledger.batches).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ]);
  expect(await Promise.all(answers)).toEqual(
    Array(5).fill({ recorded: 1, duplicates: 0, outcomes: ['recorded'] }),
  );
});

it('takes along whoever sends again upon an answer', async () => {
  const ledger = aLedger();
  const record = recordTogether(ledger.record);
  const answers = [record([fact('a')]).then(() => record([fact('b')]))];
  await aFewTurns();
  answers.push(record([fact('c')]));
  await ledger.release();
  await Promise.all(answers);
  expect(ledger.batches).toEqual([['a'], ['c', 'b']]);
});

it('tells everybody of their own facts', async () => {
  const ledger = aLedger();
  const record = recordTogether(ledger.record);
  const first = record([fact('a')]);
  await aFewTurns();
  const answers = [record([fact('a'), fact('c')]), record([fact('c'), fact('d'), fact('e')])];
  await ledger.release();
  expect(ledger.batches.at(-1)).toEqual(['a', 'c', 'c', 'd', 'e']);
  expect(await Promise.all(answers)).toEqual([
    { recorded: 1, duplicates: 1, outcomes: ['duplicate', 'recorded'] },
    { recorded: 2, duplicates: 1, outcomes: ['duplicate', 'recorded', 'recorded'] },
  ]);
  await first;
});

it('refuses only what is wrong, and records the rest of its batch', async () => {
  const ledger = aLedger((leadIds) => (leadIds.includes('bad') ? new InvalidInputError('bad') : undefined));
  const record = recordTogether(ledger.record);
  const answers = ['a', 'b', 'c', 'bad', 'd'].map((leadId) => record([fact(leadId)]));
  const settled = Promise.allSettled(answers);
  await ledger.release();
  expect((await settled).map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  ]);
});

it('goes on after any number of failures', async () => {
  let isBroken = true;
  const ledger = aLedger(() => (isBroken ? new Error('broken') : undefined));
  const record = recordTogether(ledger.record);
  for (let time = 0; time < 3; time += 1) {
    const refused = expect(record([fact('a')])).rejects.toThrow('broken');
    await ledger.release();
    await refused;
  }
  isBroken = false;
  const answer = record([fact('a')]);
  await ledger.release();
  expect(await answer).toMatchObject({ recorded: 1 });
});

it('never makes a batch of more than a thousand, and writes two large ones at once', async () => {
  const ledger = aLedger();
  const record = recordTogether(ledger.record);
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => fact(`L-${from + index}`));
  const answers = [0, 1, 2, 3, 4].map((index) => record(many(index * 1000, index === 3 ? 400 : 600)));
  await aFewTurns();
  expect(ledger.batches.map((batch) => batch.length)).toEqual([600, 600]);
  await ledger.release();
  await Promise.all(answers);
  expect(ledger.batches.map((batch) => batch.length)).toEqual([600, 600, 1000, 600]);
});
