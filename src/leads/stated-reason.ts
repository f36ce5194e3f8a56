import { InvalidInputError } from '../errors.ts';
import { say } from '../words/say.ts';

const LONGEST = 300;

/** What somebody wrote as their reason, on one line. @throws {InvalidInputError} when there is nothing, or too much of it. */
export function statedReason(typed: string): string {
  const reason = optionalReason(typed);
  if (!reason) throw new InvalidInputError(say('Say why, in a few words.'));
  return reason;
}

/** The same where nothing needs to be said. */
export function optionalReason(typed: string | undefined): string | undefined {
  const reason = (typed ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gv, ' ')
    .trim();
  if (reason.length > LONGEST)
    throw new InvalidInputError(say('Say it in at most {most} characters.', { most: LONGEST }));
  return reason || undefined;
}
