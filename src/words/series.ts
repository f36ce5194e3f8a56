import { say } from './say.ts';

/** One after the other, without a last "and": `a, b, c`. */
export function series(items: readonly string[]): string {
  const [first = '', ...others] = items;
  return others.reduce((before, next) => say('{before}, {next}', { before, next }), first);
}
