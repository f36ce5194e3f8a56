/** Chance from a seed: the same seed gives the same numbers, and each named branch its own. */
export interface Random {
  /** From 0 up to, but without, 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** So many of them, in random order. */
  some<Item>(items: readonly Item[], count: number): Item[];
  /** Mostly near the mean, now and then much longer. */
  span(mean: number): number;
  /** Another source that does not depend on how much was drawn from this one. */
  branch(name: string): Random;
}

export function createRandom(seed: string): Random {
  let state = hash(seed);
  const random: Random = {
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
    int: (from, to) => from + Math.floor(random.next() * (to - from + 1)),
    chance: (probability) => random.next() < probability,
    pick(items) {
      const item = items[Math.floor(random.next() * items.length)];
      if (item === undefined) throw new Error('There is nothing to pick from');
      return item;
    },
    some(items, count) {
      const left = [...items];
      const taken = [];
      while (taken.length < count && left.length > 0) {
        taken.push(...left.splice(random.int(0, left.length - 1), 1));
      }
      return taken;
    },
    span: (mean) => -Math.log(1 - random.next()) * mean,
    branch: (name) => createRandom(`${seed}/${name}`),
  };
  return random;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value;
}
