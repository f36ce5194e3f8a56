import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventQueue, type Timed } from '../../../src/reports/dry-run/event-queue.ts';

const someEvent = fc.record({
  atMs: fc.integer({ min: 0, max: 9 }),
  rank: fc.integer({ min: 0, max: 2 }),
  order: fc.constantFrom('a', 'b', 'c'),
});

const inOrder = (a: Timed, b: Timed) =>
  a.atMs - b.atMs || a.rank - b.rank || (a.order < b.order ? -1 : Number(a.order > b.order));

describe('the queue of events', () => {
  it('gives back the earliest, by instant, rank and order, also of what was put in meanwhile', () => {
    fc.assert(
      fc.property(fc.array(fc.option(someEvent)), (steps) => {
        const queue = createEventQueue<Timed>();
        let waiting: Timed[] = [];
        // Nothing stands for: take one out.
        for (const event of [...steps, ...steps.map(() => null)]) {
          if (event) {
            queue.put(event);
            waiting.push(event);
            continue;
          }
          const [first, ...others] = waiting.toSorted(inOrder);
          expect(queue.take()).toEqual(first);
          waiting = others;
        }
      }),
    );
  });
});
