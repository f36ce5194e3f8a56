/** Exit code of a command that was stopped with Ctrl-C. */
export const INTERRUPTED = 130;

const REPEAT_MS = 1000;

/**
 * Turns Ctrl-C into a signal to stop at a good moment. npm passes on what the terminal has sent already, so a second
 * one counts only when it comes a while later; then it ends the process at once.
 */
export function onInterrupt(onFirst: () => void): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  let firstAt = 0;
  const listener = () => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      controller.abort();
      onFirst();
    } else if (performance.now() - firstAt > REPEAT_MS) process.exit(INTERRUPTED);
  };
  process.on('SIGINT', listener);
  return { signal: controller.signal, end: () => void process.off('SIGINT', listener) };
}
