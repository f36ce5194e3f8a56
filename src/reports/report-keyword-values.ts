import { InvalidInputError } from '../errors.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import { isStage, STAGES } from '../vocabulary.ts';
import { BREAKDOWNS } from './report-request.ts';
import { guess, setWord, takes, valueAfter, type WordReading, wasQuoted, wordAt } from './word-reading.ts';

export function readBy(reading: WordReading): void {
  const word = valueAfter('by', 'source', reading).toLowerCase();
  const breakdown = BREAKDOWNS.find((known) => known === word);
  if (!breakdown) {
    throw new InvalidInputError(
      `Figures can be shown by ${BREAKDOWNS.join(', ')}, such as \`pass-rate q1 by source\`, but not by "${word.slice(0, 40)}".${guess(word, BREAKDOWNS)}`,
    );
  }
  setWord(reading, 'by', breakdown);
}

export function readLag(reading: WordReading): void {
  const word = valueAfter('lag', '30', reading);
  const [, days] = /^(\d{1,4})d?$/i.exec(word) ?? [];
  if (days === undefined) {
    throw new InvalidInputError(`"${word.slice(0, 40)}" is not a lag. Give whole days, such as lag 30.`);
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
      `"${word.slice(0, 40)}" is not a stage.${guess(word, STAGES)} There are ${STAGES.join(', ')}.`,
    );
  }
  setWord(reading, 'stage', word);
}

export function readZone(reading: WordReading): void {
  const word = valueAfter('zone', 'Europe/Paris', reading);
  if (!isTimeZone(word)) {
    throw new InvalidInputError(
      `"${word.slice(0, 40)}" is not a time zone. Use an IANA name, such as zone Europe/Paris.`,
    );
  }
  setWord(reading, 'timeZone', word);
}
