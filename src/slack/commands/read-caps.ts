import { InvalidInputError } from '../../errors.ts';
import type { RepTerms } from '../../team/rep-terms.ts';
import { say } from '../../words/say.ts';

const CAP = /^(\d+)\s*(open|(?:a|per)\s*day|daily)$/i;

/** Reads `5 a day`, `10 open` or both. @throws {InvalidInputError} also for two caps of one kind. */
export function readCaps(typed: string): Pick<RepTerms, 'dailyCap' | 'openCap'> {
  if (/^(off|none|no)$/i.test(typed)) return { dailyCap: null, openCap: null };
  const caps: Pick<RepTerms, 'dailyCap' | 'openCap'> = {};
  for (const part of typed.split(/\s*(?:,|\band\b)\s*/i)) {
    const [, number, what = ''] = CAP.exec(part) ?? [];
    if (!number)
      throw new InvalidInputError(`${say('“{words}” is not a cap.', { words: part })} ${examples()}`);
    const kind = /open/i.test(what) ? 'openCap' : 'dailyCap';
    if (caps[kind] !== undefined) {
      const fault =
        kind === 'openCap'
          ? say('“{words}” has two caps on open leads: give one.', { words: typed })
          : say('“{words}” has two caps on leads a day: give one.', { words: typed });
      throw new InvalidInputError(`${fault} ${examples()}`);
    }
    caps[kind] = Number(number);
  }
  return caps;
}

function examples(): string {
  return say('Write it like `5 a day`, `10 open`, `5 a day, 10 open` or `off`.');
}
