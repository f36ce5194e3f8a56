import { IntlMessageFormat } from 'intl-messageformat';
import { STAGES } from '../vocabulary.ts';
import { currentVoice, type Voice } from './voice.ts';

type Values = Readonly<Record<string, string | number>>;

/** A part of a sentence that is no text, such as a mention: it stands where its placeholder does. */
type Parts<Part> = Readonly<
  Record<string, string | number | Part | readonly Part[] | ((inside: (string | Part)[]) => Part[])>
>;

/**
 * Says a message (ICU MessageFormat) in the language of whoever is spoken to. The English text names it in the catalogues;
 * one that they lack is said in English. Always with a literal, which is how a message is found by whoever translates.
 */
export function say(message: string, values?: Values): string {
  const voice = currentVoice();
  const words = wordsOf(voice, message);
  return isPlain(words) ? words : String(formatOf(voice, words, true).format(values));
}

/** The same with what is no text in between, and with tags: each tag is a function of what stands inside it. */
export function sayParts<Part extends object>(message: string, values: Parts<Part>): (string | Part)[] {
  const voice = currentVoice();
  const words = wordsOf(voice, message);
  const said = formatOf(voice, words, false).format<Part>(
    values as Parameters<typeof IntlMessageFormat.prototype.format<Part>>[0],
  );
  const parts = (Array.isArray(said) ? said : [said]) as (string | Part | Part[])[];
  return parts.flat() as (string | Part)[];
}

/** As it is written in the catalogue, with the team's own names of the stages. */
function wordsOf({ catalogue, stageNames }: Voice, message: string): string {
  return withNames(catalogue[message] || message, stageNames);
}

const NAMED = STAGES.filter((stage) => stage === 'mql' || stage === 'sql');

/** In sentences MQL and SQL are words; the other stages are named where a stage is shown as such. */
function withNames(words: string, names: Voice['stageNames']): string {
  return NAMED.reduce((text, stage) => {
    const name = names[stage];
    return name ? text.replaceAll(new RegExp(`\\b${stage.toUpperCase()}(?=s?\\b)`, 'g'), name) : text;
  }, words);
}

/** Nothing to fill in, nothing to choose between, nothing quoted. */
function isPlain(words: string): boolean {
  return !/[{}']/.test(words);
}

const formats = new Map<string, IntlMessageFormat>();
const MOST_FORMATS = 20_000;

/** Making one takes far longer than using it. */
function formatOf({ language }: Voice, words: string, ignoreTag: boolean): IntlMessageFormat {
  const key = `${language}${ignoreTag ? ' ' : '<'}${words}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new IntlMessageFormat(words, language, undefined, { ignoreTag });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(key, made);
  return made;
}
