import { InvalidInputError } from '../errors.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import { isStage, STAGES } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { BREAKDOWNS } from './report-request.ts';
import { guess, setWord, takes, valueAfter, type WordReading, wasQuoted, wordAt } from './word-reading.ts';

export function readBy(reading: WordReading): void {
  const word = valueAfter('by', 'source', reading).toLowerCase();
  const breakdown = BREAKDOWNS.find((known) => known === word);
  if (!breakdown) {
    throw new InvalidInputError(
      [
        say('Figures can be shown by {breakdowns}, such as `pass-rate q1 by source`, but not by "{word}".', {
          ...{ breakdowns: BREAKDOWNS.join(', '), word: word.slice(0, 40) },
        }),
        ...guess(word, BREAKDOWNS),
      ].join(' '),
    );
  }
  setWord(reading, 'by', breakdown);
}

export function readLag(reading: WordReading): void {
  const word = valueAfter('lag', '30', reading);
  const [, days] = /^(\d{1,4})d?$/i.exec(word) ?? [];
  if (days === undefined) {
    throw new InvalidInputError(
      say('"{word}" is not a lag. Give whole days, such as lag 30.', { word: word.slice(0, 40) }),
    );
  }
  takes(/^days?$/, reading);
  setWord(reading, 'lagDays', Number(days));
}

export function readSla(reading: WordReading): void {
  let promise = valueAfter('sla', '24h', reading);
  if (/^\d+$/.test(promise) && !wasQuoted(reading)) {
    if (takes('working', reading)) promise += ' working';
    const unit = wordAt(reading);
    if (takes(/^(min(ute)?s?|hours?|days?|weeks?|[mhdw])$/, reading)) promise += ` ${unit}`;
  }
  setWord(reading, 'sla', { promise });
}

export function readStage(reading: WordReading): void {
  const word = valueAfter('stage', 'mql', reading).toLowerCase();
  if (!isStage(word)) {
    throw new InvalidInputError(
      [
        say('"{word}" is not a stage.', { word: word.slice(0, 40) }),
        ...guess(word, STAGES),
        say('There are {stages}.', { stages: STAGES.join(', ') }),
      ].join(' '),
    );
  }
  setWord(reading, 'stage', word);
}

export function readZone(reading: WordReading): void {
  const word = valueAfter('zone', 'Europe/Paris', reading);
  if (!isTimeZone(word)) {
    throw new InvalidInputError(
      say('"{word}" is not a time zone. Use an IANA name, such as zone Europe/Paris.', {
        word: word.slice(0, 40),
      }),
    );
  }
  setWord(reading, 'timeZone', word);
}
