import { errorCode } from './error-code.ts';

const DEADLOCK = '40P01';
const MAX_ATTEMPTS = 4;

/** Runs a transaction again when the server chose it as the victim of a deadlock: nothing of it has happened then. */
export async function retryingDeadlocks<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (errorCode(error) !== DEADLOCK || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}
