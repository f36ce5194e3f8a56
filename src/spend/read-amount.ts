import { InvalidInputError } from '../errors.ts';
import { say } from '../words/say.ts';
import { canonicalAmount } from './spend-entry.ts';

/**
 * An amount as somebody types it: `1500`, `1,500.50`, `€1500`, `-20`. A comma groups thousands.
 * @throws {InvalidInputError} for anything that could be read in another way.
 */
export function readAmount(typed: string): string {
  const amount = typed
    .trim()
    .replace(/^(-?)[^\d-]+/, '$1')
    .replace(/,(?=\d{3}(\D|$))/g, '');
  if (/^-?\d{1,18}(\.\d{1,12})?$/.test(amount)) return canonicalAmount(amount);
  const shown = typed.length > 40 ? `${typed.slice(0, 40)}…` : typed;
  throw new InvalidInputError(
    say('“{typed}” is not an amount. Write it like 1500 or 1500.50.', { typed: shown }),
  );
}
