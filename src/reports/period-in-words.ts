import { distance } from 'fastest-levenshtein';
import { InvalidInputError } from '../errors.ts';
import { say } from '../words/say.ts';
import { daySpanOf } from './period-words.ts';

/** A day in a year of 53 weeks. Whether words are a period does not depend on the day, but for the number of a week. */
const SOME_DAY = { today: '2026-06-15', fiscalYearStart: 1 };
const MOST_WORDS = 12;

const PERIOD_WORDS =
  'this last current previous today yesterday day days week month quarter half year to date';
const OPTION_WORDS =
  'by distinct as of known lag sla wall clock hours stage zone compare source campaign rep reason open wasted';

/**
 * What is left when everything else is read must be a period.
 * @throws {InvalidInputError} naming the word that is none, with the nearest there is, or the period that cannot be.
 */
export function periodInWords(words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const whole = words.join(' ');
  const fault = faultOf(whole);
  if (fault === undefined) return whole;
  const stray = strayWord(words);
  if (stray !== undefined) throw unknownWord(stray, `${OPTION_WORDS} ${PERIOD_WORDS}`);
  throw fault;
}

/** The nearest of some words, if one is near enough to be meant. */
export function nearestOf(word: string, words: readonly string[]): string | undefined {
  const [nearest] = words
    .map((known) => ({ known, far: distance(known, word.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  return nearest && nearest.far <= Math.max(1, Math.floor(word.length / 3)) ? nearest.known : undefined;
}

/** A word beside a period, or else one that looks like an option. */
function strayWord(words: readonly string[]): string | undefined {
  for (let length = Math.min(words.length, MOST_WORDS) - 1; length > 0; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const part = words.slice(start, start + length).join(' ');
      if (faultOf(part) === undefined) return start > 0 ? words[0] : words[length];
    }
  }
  return words.find((word) => nearestOf(word, OPTION_WORDS.split(' ')) !== undefined);
}

function faultOf(text: string): InvalidInputError | undefined {
  try {
    daySpanOf(text, SOME_DAY);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
}

function unknownWord(word: string, known: string): InvalidInputError {
  const nearest = nearestOf(word, known.split(' '));
  const isGuess = nearest !== undefined && nearest !== word.toLowerCase();
  return new InvalidInputError(
    [
      say('I do not understand "{word}".', { word: word.slice(0, 80) }),
      ...(isGuess ? [say('Did you mean "{word}"?', { word: nearest })] : []),
      say(
        'Besides a period there are: by source, source=webinar, campaign="spring 26", rep=@ada, reason=spam, as of 2026-03-31, known by 2026-04-05, distinct, lag 30, sla 24h wall clock, stage mql, compare.',
      ),
    ].join(' '),
  );
}
