import { InvalidInputError } from '../errors.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import { isStage, STAGES } from '../vocabulary.ts';
import { nearestOf } from './period-in-words.ts';
import { BREAKDOWNS, FILTERS } from './report-request.ts';
import type { Token } from './report-word-tokens.ts';
import type { ReportWords } from './report-words.ts';
import { dateAfter, takes, valueAfter, type WordReading, wasQuoted, wordAt } from './word-reading.ts';

const KEYWORDS = {
  by,
  'as of': (reading: WordReading) => set(reading, 'asOf', dateAfter('as of', reading)),
  'known by': (reading: WordReading) => set(reading, 'knownBy', dateAfter('known by', reading)),
  distinct: (reading: WordReading) => set(reading, 'distinct', true),
  open: (reading: WordReading) => set(reading, 'list', 'open'),
  wasted: (reading: WordReading) => set(reading, 'list', 'wasted'),
  compare: (reading: WordReading) => set(reading, 'compare', true),
  'no compare': (reading: WordReading) => set(reading, 'compare', false),
  lag,
  sla,
  'wall clock': (reading: WordReading) => {
    reading.clock = { ...reading.clock, wallClock: true };
  },
  hours: (reading: WordReading) => {
    reading.clock = { ...reading.clock, hours: valueAfter('hours', '"Mon-Fri 09:00-18:00"', reading) };
  },
  stage,
  zone,
  filter,
};

type Keyword = keyof typeof KEYWORDS;

const SECOND_WORDS: Record<string, string> = {
  as: 'of',
  known: 'by',
  wall: 'clock',
  time: 'zone',
  no: 'compare',
};

/** The keyword that begins with a token; of two words, both are taken. */
export function keywordAt(token: Token, reading: WordReading): Keyword | undefined {
  if (token.kind === 'filter') return 'filter';
  if (token.isQuoted) return undefined;
  const word = token.text.toLowerCase().replaceAll(/[-–_]/g, ' ');
  if (token.isFlag && FILTERS.some((name) => name === word)) return 'filter';
  const second = Object.hasOwn(SECOND_WORDS, word) ? SECOND_WORDS[word] : undefined;
  const whole = second !== undefined && takes(second, reading) ? `${word} ${second}` : word;
  const key = whole === 'time zone' ? 'zone' : whole;
  return key !== 'filter' && Object.hasOwn(KEYWORDS, key) ? (key as Keyword) : undefined;
}

export function readKeyword(keyword: Keyword, reading: WordReading): void {
  KEYWORDS[keyword](reading);
}

function by(reading: WordReading): void {
  const word = valueAfter('by', 'source', reading).toLowerCase();
  const breakdown = BREAKDOWNS.find((known) => known === word);
  if (!breakdown) {
    throw new InvalidInputError(
      `Figures can be shown by ${BREAKDOWNS.join(', ')}, such as \`pass-rate q1 by source\`, but not by "${word.slice(0, 40)}".${guess(word, BREAKDOWNS)}`,
    );
  }
  set(reading, 'by', breakdown);
}

function lag(reading: WordReading): void {
  const word = valueAfter('lag', '30', reading);
  const [, days] = /^(\d{1,4})d?$/i.exec(word) ?? [];
  if (days === undefined) {
    throw new InvalidInputError(`"${word.slice(0, 40)}" is not a lag. Give whole days, such as lag 30.`);
  }
  takes(/^days?$/, reading);
  set(reading, 'lagDays', Number(days));
}

function sla(reading: WordReading): void {
  let promise = valueAfter('sla', '24h', reading);
  if (/^\d+$/.test(promise) && !wasQuoted(reading)) {
    if (takes('working', reading)) promise += ' working';
    const unit = wordAt(reading);
    if (takes(/^(min(ute)?s?|hours?|days?|weeks?|[mhdw])$/, reading)) promise += ` ${unit}`;
  }
  set(reading, 'sla', { promise });
}

function stage(reading: WordReading): void {
  const word = valueAfter('stage', 'mql', reading).toLowerCase();
  if (!isStage(word)) {
    throw new InvalidInputError(
      `"${word.slice(0, 40)}" is not a stage.${guess(word, STAGES)} There are ${STAGES.join(', ')}.`,
    );
  }
  set(reading, 'stage', word);
}

function zone(reading: WordReading): void {
  const word = valueAfter('zone', 'Europe/Paris', reading);
  if (!isTimeZone(word)) {
    throw new InvalidInputError(
      `"${word.slice(0, 40)}" is not a time zone. Use an IANA name, such as zone Europe/Paris.`,
    );
  }
  set(reading, 'timeZone', word);
}

/** `source=webinar`, or `--source webinar`. */
function filter(reading: WordReading): void {
  const token = reading.tokens[reading.at - 1];
  if (!token) return;
  const given = token.kind === 'filter' ? token.name : token.text.toLowerCase();
  const name = FILTERS.find((known) => known === given);
  if (!name) {
    throw new InvalidInputError(
      `There is no filter "${given.slice(0, 40)}".${guess(given, FILTERS)} There are ${FILTERS.map((one) => `${one}=`).join(', ')}.`,
    );
  }
  const value = token.kind === 'filter' ? token.value : valueAfter(name, 'none', reading);
  const { filters = {} } = reading.words;
  if (filters[name] !== undefined) throw saidTwice(`${name}=`);
  if (value === '') {
    throw new InvalidInputError(`After ${name}= comes a value; ${name}=none is for those without one.`);
  }
  reading.words.filters = { ...filters, [name]: value };
}

function set<Name extends keyof ReportWords>(
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

function saidTwice(what: string): InvalidInputError {
  return new InvalidInputError(`"${what}" is said twice. Say it once.`);
}

function guess(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known);
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
}
