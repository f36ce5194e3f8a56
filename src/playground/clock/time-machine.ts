import type { PlaygroundClock } from './playground-clock.ts';

const HOUR_MS = 3_600_000;
const SHORTEST_STEP_MS = 2_000;
const MOST_STEPS = 600;

export const LEAPS = ['hour', 'day', 'morning'] as const;
export type Leap = (typeof LEAPS)[number];

export type TimeMachine = {
  /** Moves the clock ahead, from one thing that falls due to the next: everything happens at its time. */
  leap(leap: Leap): Promise<void>;
};

/** One leap after the other, however often the buttons are pressed. */
export function createTimeMachine(options: {
  clock: PlaygroundClock;
  /** Does what is due now; returns when the next thing is. */
  settle: () => Promise<Date | undefined>;
  nextMorning: () => Promise<Date>;
}): TimeMachine {
  const { clock, settle } = options;
  let last: Promise<void> = Promise.resolve();

  async function target(leap: Leap): Promise<Date> {
    if (leap === 'morning') return options.nextMorning();
    return new Date(clock.now().getTime() + (leap === 'hour' ? 1 : 24) * HOUR_MS);
  }

  async function travel(to: Date): Promise<void> {
    for (let step = 0; step < MOST_STEPS && clock.now() < to; step += 1) {
      const due = (await settle()) ?? to;
      const soonest = clock.now().getTime() + SHORTEST_STEP_MS;
      clock.moveTo(new Date(Math.min(to.getTime(), Math.max(due.getTime(), soonest))));
    }
    clock.moveTo(to);
    await settle();
  }

  return {
    leap(leap) {
      const done = last.then(async () => travel(await target(leap)));
      last = done.catch(() => {});
      return done;
    },
  };
}
