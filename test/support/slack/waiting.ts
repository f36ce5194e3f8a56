/** Lets a test wait for what the bot does instead of sleeping. */
import type { SlackCall } from './world.ts';

export type Waiting = {
  nextCall: (method: string) => Promise<SlackCall>;
  until: <T>(check: () => T | Promise<T>, timeoutMs?: number) => Promise<NonNullable<T>>;
  arrived: (call: SlackCall) => void;
  answered: () => void;
  close: () => void;
};

/** Checks also run on a timer, since a bot may do something that makes no call to Slack. */
const recheckMs = 25;

export function createWaiting(): Waiting {
  const arrivals: { method: string; resolve: (call: SlackCall) => void }[] = [];
  const rechecks = new Set<() => void>();

  return {
    nextCall: (method) => new Promise((resolve) => arrivals.push({ method, resolve })),
    arrived: (call) => {
      const at = arrivals.findIndex((one) => one.method === call.method);
      if (at >= 0) arrivals.splice(at, 1)[0]?.resolve(call);
    },
    answered: () => {
      for (const recheck of [...rechecks]) recheck();
    },
    until: async (check, timeoutMs = 5_000) => {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const result = await check();
        if (result) return result;
        if (performance.now() > deadline)
          throw new Error(`Still not so after ${timeoutMs} ms: ${String(check)}`);
        await new Promise<void>((resolve) => {
          const go = () => {
            clearTimeout(timer);
            rechecks.delete(go);
            resolve();
          };
          const timer = setTimeout(go, recheckMs);
          rechecks.add(go);
        });
      }
    },
    close: () => {
      for (const recheck of [...rechecks]) recheck();
    },
  };
}
