import { InvalidInputError } from '../../errors.ts';
import type { RepTerms } from '../../team/rep-terms.ts';

const EXAMPLE = 'Write it like `5 a day`, `10 open`, `5 a day, 10 open` or `off`';
const CAP = /^(\d+)\s*(open|(?:a|per)\s*day|daily)$/i;

/** Reads `5 a day`, `10 open` or both. @throws {InvalidInputError} also for two caps of one kind. */
export function readCaps(typed: string): Pick<RepTerms, 'dailyCap' | 'openCap'> {
  if (/^(off|none|no)$/i.test(typed)) return { dailyCap: null, openCap: null };
  const caps: Pick<RepTerms, 'dailyCap' | 'openCap'> = {};
  for (const part of typed.split(/\s*(?:,|\band\b)\s*/i)) {
    const [, number, what = ''] = CAP.exec(part) ?? [];
    if (!number) throw new InvalidInputError(`“${part}” is not a cap. ${EXAMPLE}.`);
    const kind = /open/i.test(what) ? 'openCap' : 'dailyCap';
    if (caps[kind] !== undefined) {
      const kinds = kind === 'openCap' ? 'open leads' : 'leads a day';
      throw new InvalidInputError(`“${typed}” has two caps on ${kinds}: give one. ${EXAMPLE}.`);
    }
    caps[kind] = Number(number);
  }
  return caps;
}
