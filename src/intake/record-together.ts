import { setImmediate } from 'node:timers/promises';
import type { NewFact } from '../leads/fact.ts';
import type { RecordResult } from '../leads/record-stage-changes.ts';
import { isDatabaseAway } from './database-away.ts';

type Record = (facts: readonly NewFact[]) => Promise<Pick<RecordResult, 'outcomes'>>;

interface Waiting {
  facts: readonly NewFact[];
  resolve: (outcomes: RecordResult['outcomes']) => void;
  reject: (error: unknown) => void;
}

const MOST_FACTS = 1000;
/** So many facts are worth a second batch: it is prepared while the other is written. Fewer wait and go together. */
const WORTH_A_SECOND = 200;
const MOST_AT_ONCE = 2;

/**
 * Records what arrives while others are being recorded in one transaction with the rest that waits: a burst of single
 * facts costs as many transactions as the database manages, not as many as there are requests. Whoever asks learns the
 * outcome of their own facts, after they are stored; what is wrong with some of them harms nobody else.
 */
export function recordTogether(record: Record): (facts: readonly NewFact[]) => Promise<RecordResult> {
  const waiting: Waiting[] = [];
  let waitingFacts = 0;
  let underWay = 0;

  async function drain(): Promise<void> {
    underWay += 1;
    while (waiting.length > 0) {
      await allThatComes();
      if (waiting.length > 0) await recordBatch(takeBatch());
    }
    underWay -= 1;
  }

  /** Whoever was answered just now and sends again comes along: looks again as long as each look finds more. */
  async function allThatComes(): Promise<void> {
    for (let known = -1; known < waiting.length && waitingFacts < MOST_FACTS; ) {
      known = waiting.length;
      await setImmediate();
    }
  }

  function takeBatch(): Waiting[] {
    const batch = waiting.splice(0, 1);
    let size = batch[0]?.facts.length ?? 0;
    for (let [next] = waiting; next && size + next.facts.length <= MOST_FACTS; [next] = waiting) {
      batch.push(next);
      waiting.shift();
      size += next.facts.length;
    }
    waitingFacts -= size;
    return batch;
  }

  async function recordBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const { outcomes } = await record(batch.flatMap(({ facts }) => facts));
      let start = 0;
      for (const { facts, resolve } of batch) {
        resolve(outcomes.slice(start, start + facts.length));
        start += facts.length;
      }
    } catch (error) {
      if (batch.length === 1 || isDatabaseAway(error)) for (const { reject } of batch) reject(error);
      else await Promise.all(batch.map((one) => recordBatch([one])));
    }
  }

  return async (facts) => {
    if (facts.length === 0) return { recorded: 0, duplicates: 0, outcomes: [] };
    const { promise, resolve, reject } = Promise.withResolvers<RecordResult['outcomes']>();
    waiting.push({ facts, resolve, reject });
    waitingFacts += facts.length;
    if (underWay === 0 || (underWay < MOST_AT_ONCE && waitingFacts >= WORTH_A_SECOND)) void drain();
    const outcomes = await promise;
    const recorded = outcomes.filter((outcome) => outcome === 'recorded').length;
    return { recorded, duplicates: outcomes.length - recorded, outcomes };
  };
}
