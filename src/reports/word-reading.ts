import { InvalidInputError } from '../errors.ts';
import { isLocalDate, type LocalDate } from '../lib/local-date.ts';
import { say } from '../words/say.ts';
import { nearestOf } from './period-in-words.ts';
import type { SlaArgument } from './report-request.ts';
import type { Token } from './report-word-tokens.ts';
import type { ReportWords } from './report-words.ts';

/** How far a text is read, and what has been found in it. */
export interface WordReading {
  words: ReportWords;
  /** How the promise in `words` is to be counted, which may be said before it. */
  clock?: Omit<SlaArgument, 'promise'>;
  tokens: readonly Token[];
  at: number;
}

export function dateAfter(keyword: string, reading: WordReading): LocalDate {
  const word = valueAfter(keyword, '2026-03-31', reading);
  if (isLocalDate(word)) return word;
  throw new InvalidInputError(
    say('"{word}" is not a date. Write it as YYYY-MM-DD, such as {example}.', {
      ...{ word: word.slice(0, 40), example: `${keyword} 2026-03-31` },
    }),
  );
}

export function valueAfter(keyword: string, example: string, reading: WordReading): string {
  const token = reading.tokens[reading.at];
  if (token?.kind !== 'word' || token.text === '') {
    throw new InvalidInputError(
      say('After "{word}" something is missing. Write it as {example}.', {
        ...{ word: keyword, example: `${keyword} ${example}` },
      }),
    );
  }
  reading.at += 1;
  return token.text;
}

export function wordAt({ tokens, at }: WordReading): string | undefined {
  const token = tokens[at];
  return token?.kind === 'word' && !token.isQuoted ? token.text.toLowerCase() : undefined;
}

export function wasQuoted({ tokens, at }: WordReading): boolean {
  return tokens[at - 1]?.isQuoted ?? false;
}

/** Goes past the next word if it is the one that is wanted. */
export function takes(wanted: string | RegExp, reading: WordReading): boolean {
  const word = wordAt(reading);
  if (word === undefined) return false;
  const isWanted = typeof wanted === 'string' ? word === wanted : wanted.test(word);
  if (isWanted) reading.at += 1;
  return isWanted;
}

/** @throws {InvalidInputError} where it was said before. */
export function setWord<Name extends keyof ReportWords>(
  { words }: WordReading,
  name: Name,
  value: ReportWords[Name],
): void {
  if (words[name] !== undefined) throw saidTwice(SAID[name] ?? name);
  words[name] = value;
}

const SAID: { [Name in keyof ReportWords]?: string } = {
  asOf: 'as of',
  knownBy: 'known by',
  lagDays: 'lag',
  list: 'open or wasted',
  timeZone: 'zone',
};

export function saidTwice(what: string): InvalidInputError {
  return new InvalidInputError(say('"{words}" is said twice. Say it once.', { words: what }));
}

/** `Did you mean …?`, if one of the known words is near enough. */
export function guess(word: string, known: readonly string[]): string[] {
  const nearest = nearestOf(word, known);
  return nearest === undefined ? [] : [say('Did you mean {word}?', { word: nearest })];
}
