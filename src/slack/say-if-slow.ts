import { say } from '../words/say.ts';

const SLOW_MS = 2000;

/** Does the work, and says so where it takes longer than people wait without wondering. */
export async function sayIfSlow<Result>(
  work: () => Promise<Result>,
  tell: (sentence: string) => Promise<void>,
): Promise<Result> {
  let said: Promise<void> | undefined;
  const timer = setTimeout(() => {
    said = tell(say('One moment: this takes longer than usual. The answer follows here.'));
  }, SLOW_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    // Not after the answer.
    await said;
  }
}
