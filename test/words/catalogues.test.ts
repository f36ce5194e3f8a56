import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGLISH, LANGUAGES } from '../../src/words/languages.ts';
import { faultsOfTranslation } from './faults-of-translation.ts';
import { messagesSaid } from './messages-said.ts';

const { messages, unclear } = await messagesSaid();

test('every message is named by a literal, so that it can be found and translated', () => {
  expect(unclear).toEqual([]);
});

test('every message can be read, with the plurals of English', () => {
  const faults = [...messages].flatMap(([message, [where]]) =>
    faultsOfTranslation(message, message, ENGLISH).map((fault) => `${where} “${message}” ${fault}`),
  );
  expect(faults).toEqual([]);
});

describe.for(LANGUAGES.filter((language) => language !== ENGLISH))('%s', (language) => {
  const file = path.join(import.meta.dirname, `../../src/words/catalogues/${language}.json`);
  const catalogue: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));

  test('says every message, with all that it holds', () => {
    const faults = [...messages].flatMap(([message, [where]]) =>
      faultsOfTranslation(message, catalogue[message] ?? '', language).map(
        (fault) => `${where} “${message}” ${fault}`,
      ),
    );
    expect(faults).toEqual([]);
  });

  test('holds nothing that is not said any more', () => {
    expect(Object.keys(catalogue).filter((message) => !messages.has(message))).toEqual([]);
  });
});
