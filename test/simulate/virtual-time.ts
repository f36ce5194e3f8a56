/** A time that jumps from one due instant to the next, as soon as nothing is under way any more. */
export interface VirtualTime {
  now: () => Date;
  ms: () => number;
  /** Runs `work` at that instant, or now if it has passed. Returns how to call it off. */
  at(atMs: number, work: () => void): () => void;
  sleep(ms: number): Promise<void>;
  /** Counts what takes real time, such as a statement: the clock stands still meanwhile. */
  busy<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Something has changed that `afterEach` is to look at. */
  touch(): void;
  /** Lets time pass until then. `afterEach` runs when everything has come to rest after a change. */
  runUntil(endMs: number, afterEach?: () => Promise<void>): Promise<void>;
  /** Waits until nothing is under way at this instant. */
  settle(): Promise<void>;
}

interface Timer {
  at: number;
  order: number;
  work: () => void;
  isOff: boolean;
}

const STUCK_MS = 60_000;
const realImmediate = setImmediate;
const realDate = Date.now;

export function createVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs;
  let order = 0;
  let underWay = 0;
  let isTouched = false;
  const timers: Timer[] = [];

  function at(atMs: number, work: () => void): () => void {
    const timer: Timer = { at: Math.max(Math.ceil(atMs), nowMs), order: order++, work, isOff: false };
    let index = timers.length;
    while (index > 0 && isAfter(timer, timers[index - 1])) index -= 1;
    timers.splice(index, 0, timer);
    return () => {
      timer.isOff = true;
    };
  }

  async function settle(): Promise<void> {
    const since = realDate();
    for (let quiet = 0; quiet < 2; ) {
      await new Promise<void>((resolve) => realImmediate(() => resolve()));
      quiet = underWay === 0 ? quiet + 1 : 0;
      if (underWay > 0 && realDate() - since > STUCK_MS) {
        throw new Error('Stuck: a statement does not end, or a transaction waits for something outside');
      }
    }
  }

  return {
    now: () => new Date(nowMs),
    ms: () => nowMs,
    at,
    sleep: (ms) => new Promise((resolve) => at(nowMs + ms, resolve)),
    async busy(work) {
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
      }
    },
    settle,
    touch() {
      isTouched = true;
    },
    async runUntil(endMs, afterEach = async () => {}) {
      await settle();
      for (let next = timers.pop(); next; next = timers.pop()) {
        if (next.isOff) continue;
        if (next.at > endMs) {
          timers.push(next);
          break;
        }
        nowMs = Math.max(nowMs, next.at);
        next.work();
        await settle();
        if (!isTouched) continue;
        isTouched = false;
        await afterEach();
      }
      nowMs = Math.max(nowMs, endMs);
    },
  };
}

/** The list is kept with the earliest at its end. */
function isAfter(timer: Timer, other: Timer | undefined): boolean {
  return other !== undefined && (timer.at > other.at || (timer.at === other.at && timer.order > other.order));
}

/** Puts the timers of the program under this time while `work` runs: a wait of half a second takes none. */
export async function withVirtualTimers<Result>(
  time: VirtualTime,
  work: () => Promise<Result>,
): Promise<Result> {
  const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
  const cancels = new WeakMap<object, () => void>();
  const set = (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    // The embedded database sets timers of its own, for time that really passes.
    if (isCalledByLibrary()) return realSet(callback, ms, ...args);
    const handle = { unref: () => handle, ref: () => handle, hasRef: () => false };
    cancels.set(
      handle,
      time.at(time.ms() + ms, () => callback(...args)),
    );
    return handle;
  };
  const clear = (handle: unknown) => {
    const cancel = typeof handle === 'object' && handle !== null ? cancels.get(handle) : undefined;
    if (cancel) cancel();
    else realClear(handle as NodeJS.Timeout | undefined);
  };
  globalThis.setTimeout = set as unknown as typeof setTimeout;
  globalThis.clearTimeout = clear as typeof clearTimeout;
  try {
    return await work();
  } finally {
    globalThis.setTimeout = realSet;
    globalThis.clearTimeout = realClear;
  }
}

/** Of the timer being set, by the file that sets it. */
function isCalledByLibrary(): boolean {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 3;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = before;
  return stack.split('\n')[3]?.includes('node_modules') ?? false;
}
