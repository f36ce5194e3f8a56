/**
 * A clock that stands still until a test moves it.
 *
 *   const clock = fixedClock('2026-01-05T09:00:00Z');
 *   const app = createApp({ now: clock.now });
 *   clock.advance(30 * 60_000);
 */
export type FixedClock = {
  now: () => Date;
  /** Moves the clock by `ms` milliseconds (negative: a clock that jumps back) and returns the new instant. */
  advance: (ms: number) => Date;
  set: (iso: string) => Date;
};

/** Refuses an instant without an offset, which would depend on the machine's zone. */
export function fixedClock(iso: string): FixedClock {
  let at = parseInstant(iso);
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
      return new Date(at);
    },
    set: (next) => {
      at = parseInstant(next);
      return new Date(at);
    },
  };
}

function parseInstant(iso: string): number {
  const at = Date.parse(iso);
  if (Number.isNaN(at) || !/(Z|[+-]\d\d:\d\d)$/.test(iso)) {
    throw new Error(`"${iso}" is no ISO 8601 instant with an offset, such as 2026-01-05T09:00:00Z`);
  }
  return at;
}
