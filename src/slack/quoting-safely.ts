import { AppError } from '../errors.ts';
import { escapeMrkdwn } from './messages/text.ts';

/** For verbs whose refusals quote text from outside: what they quote can name nobody. */
export async function quotingSafely<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, escapeMrkdwn(error.message), { cause: error });
  }
}
