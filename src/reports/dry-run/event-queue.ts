/** Something that happens at an instant. Of equal instants the lower `rank` goes first, then the lower `order`. */
export interface Timed {
  /** Epoch milliseconds. */
  atMs: number;
  rank: number;
  order: string;
}

/** Gives back what was put in, the earliest first. */
export interface EventQueue<Event extends Timed> {
  put(event: Event): void;
  take(): Event | undefined;
}

/** A binary heap: a year of leads is a million events. */
export function createEventQueue<Event extends Timed>(): EventQueue<Event> {
  const heap: Event[] = [];
  const eventAt = (index: number) => heap[index] as Event;
  const swap = (a: number, b: number) => {
    const held = eventAt(a);
    heap[a] = eventAt(b);
    heap[b] = held;
  };
  return {
    put(event) {
      let index = heap.push(event) - 1;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (!isBefore(eventAt(index), eventAt(parent))) return;
        swap(index, parent);
        index = parent;
      }
    },
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last || heap.length === 0) return first;
      heap[0] = last;
      for (let index = 0; ; ) {
        const left = 2 * index + 1;
        if (left >= heap.length) return first;
        const right = left + 1;
        const child = right < heap.length && isBefore(eventAt(right), eventAt(left)) ? right : left;
        if (!isBefore(eventAt(child), eventAt(index))) return first;
        swap(index, child);
        index = child;
      }
    },
  };
}

function isBefore(a: Timed, b: Timed): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  if (a.rank !== b.rank) return a.rank < b.rank;
  return a.order < b.order;
}
