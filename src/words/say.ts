import { type Formatters, IntlMessageFormat } from 'intl-messageformat';
import { STAGES } from '../vocabulary.ts';
import { ENGLISH } from './languages.ts';
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
  const words = wordsOf(currentVoice(), message);
  return isPlain(words.text) ? words.text : String(formatOf(words, true).format(values));
}

/** The same with what is no text in between, and with tags: each tag is a function of what stands inside it. */
export function sayParts<Part extends object>(message: string, values: Parts<Part>): (string | Part)[] {
  const said = formatOf(wordsOf(currentVoice(), message), false).format<Part>(
    values as Parameters<typeof IntlMessageFormat.prototype.format<Part>>[0],
  );
  const parts = (Array.isArray(said) ? said : [said]) as (string | Part | Part[])[];
  return parts.flat() as (string | Part)[];
}

interface Words {
  text: string;
  language: string;
}

/** As it is written in the catalogue, else in English, with the team's own names of the stages. */
function wordsOf({ catalogue, language, stageNames }: Voice, message: string): Words {
  const translated = catalogue[message];
  return {
    text: withNames(translated || message, stageNames),
    language: translated ? language : ENGLISH,
  };
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

const numberFormats = memo(
  (language, options) => new Intl.NumberFormat(language, options as Intl.NumberFormatOptions),
);
const dateFormats = memo(
  (language, options) => new Intl.DateTimeFormat(language, options as Intl.DateTimeFormatOptions),
);
const pluralRules = memo(
  (language, options) => new Intl.PluralRules(language, options as Intl.PluralRulesOptions),
);

/** One of each for all messages; the library would keep them for each, and look them up by a slower key. */
const formatters: Formatters = {
  getNumberFormat: numberFormats,
  getDateTimeFormat: dateFormats,
  getPluralRules: pluralRules,
};

function memo<Made>(make: (language: string, options: object | undefined) => Made) {
  const known = new Map<string, Made>();
  return (locales?: string | readonly string[], options?: object): Made => {
    const language = String(locales);
    const key =
      options && Object.keys(options).length > 0 ? `${language} ${JSON.stringify(options)}` : language;
    const found = known.get(key) ?? make(language, options);
    known.set(key, found);
    return found;
  };
}

/** Making one takes far longer than using it. */
function formatOf({ text, language }: Words, ignoreTag: boolean): IntlMessageFormat {
  const key = `${language}${ignoreTag ? ' ' : '<'}${text}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new IntlMessageFormat(text, language, undefined, { ignoreTag, formatters });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(key, made);
  return made;
}
