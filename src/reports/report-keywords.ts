import { readFilter } from './report-filter-word.ts';
import { readBy, readLag, readSla, readStage, readZone } from './report-keyword-values.ts';
import { FILTERS } from './report-request.ts';
import type { Token } from './report-word-tokens.ts';
import { dateAfter, setWord, takes, valueAfter, type WordReading } from './word-reading.ts';

const KEYWORDS = {
  by: readBy,
  'as of': (reading: WordReading) => setWord(reading, 'asOf', dateAfter('as of', reading)),
  'known by': (reading: WordReading) => setWord(reading, 'knownBy', dateAfter('known by', reading)),
  distinct: (reading: WordReading) => setWord(reading, 'distinct', true),
  open: (reading: WordReading) => setWord(reading, 'list', 'open'),
  wasted: (reading: WordReading) => setWord(reading, 'list', 'wasted'),
  compare: (reading: WordReading) => setWord(reading, 'compare', true),
  'no compare': (reading: WordReading) => setWord(reading, 'compare', false),
  lag: readLag,
  sla: readSla,
  'wall clock': (reading: WordReading) => {
    reading.clock = { ...reading.clock, wallClock: true };
  },
  hours: (reading: WordReading) => {
    reading.clock = { ...reading.clock, hours: valueAfter('hours', '"Mon-Fri 09:00-18:00"', reading) };
  },
  stage: readStage,
  zone: readZone,
  filter: readFilter,
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
