import { InvalidInputError } from '../errors.ts';
import { say } from '../words/say.ts';
import { isNone } from './filter-value.ts';
import { FILTERS } from './report-request.ts';
import { guess, saidTwice, valueAfter, type WordReading, wasQuoted } from './word-reading.ts';

/** `source=webinar`, or `--source webinar`. Without quotes `none` asks for those without one. */
export function readFilter(reading: WordReading): void {
  const token = reading.tokens[reading.at - 1];
  if (!token) return;
  const given = token.kind === 'filter' ? token.name : token.text.toLowerCase();
  const name = FILTERS.find((known) => known === given);
  if (!name) {
    throw new InvalidInputError(
      [
        say('There is no filter "{name}".', { name: given.slice(0, 40) }),
        ...guess(given, FILTERS),
        say('There are {filters}.', { filters: FILTERS.map((one) => `${one}=`).join(', ') }),
      ].join(' '),
    );
  }
  const value = token.kind === 'filter' ? token.value : valueAfter(name, 'none', reading);
  const { filters = {} } = reading.words;
  if (filters[name] !== undefined) throw saidTwice(`${name}=`);
  if (value === '') {
    throw new InvalidInputError(
      say('After {name}= comes a value; {name}=none is for those without one.', { name }),
    );
  }
  reading.words.filters = { ...filters, [name]: isNone(value) && !wasQuoted(reading) ? null : value };
}
