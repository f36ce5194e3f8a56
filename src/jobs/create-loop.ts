import { unheard } from '../words/voice.ts';

export interface Loop {
  /** Something may be due: run now, or once more if it is running. */
  wake(): void;
  /** Runs now; returns, once nothing is left to do, when something is due next. */
  settle(): Promise<Date | undefined>;
  /** Runs no more, after the run under way has ended. */
  stop(): Promise<void>;
}

const LONGEST_SLEEP_MS = 30_000;

/**
 * Runs `work` whenever it is woken, never twice at once, and when the instant comes that it returned. What is due lives
 * in the database; this only decides when to look.
 */
export function createLoop(options: {
  /** `woken` resolves when somebody wakes the loop while this runs. */
  work: (woken: () => Promise<void>) => Promise<Date | undefined>;
  now: () => Date;
  onError: (error: unknown) => void;
}): Loop {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let next: Date | undefined;
  let waking = Promise.withResolvers<void>();

  function wake(): void {
    if (stopped) return;
    again = true;
    waking.resolve();
    waking = Promise.withResolvers<void>();
    running ??= unheard(run).finally(() => {
      running = undefined;
      // Woken after the last look and before this line: nobody else would run it.
      if (again) wake();
    });
  }

  async function run(): Promise<void> {
    clearTimeout(timer);
    next = undefined;
    while (again && !stopped) {
      again = false;
      try {
        next = await options.work(() => waking.promise);
      } catch (error) {
        options.onError(error);
      }
    }
    if (next && !stopped) {
      const delay = Math.min(LONGEST_SLEEP_MS, Math.max(0, next.getTime() - options.now().getTime()));
      timer = setTimeout(wake, delay);
      timer.unref();
    }
  }

  return {
    wake,
    async settle() {
      wake();
      while (running) await running;
      return next;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
