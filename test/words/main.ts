import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ENGLISH, LANGUAGES } from '../../src/words/languages.ts';
import { faultsOfTranslation } from './faults-of-translation.ts';
import { messagesSaid } from './messages-said.ts';

const FOLDER = path.join(import.meta.dirname, '../../src/words/catalogues');
const USAGE = `npm run words             brings every catalogue up to date: what is said no more goes, what is new comes blank
npm run words -- CODE     begins the catalogue of a language, such as pt`;

const [begin, ...others] = process.argv.slice(2);
if (others.length > 0 || begin?.startsWith('-')) process.stdout.write(`${USAGE}\n`);
else
  for (const language of begin ? [begin] : LANGUAGES.filter((known) => known !== ENGLISH))
    await bring(language);

async function bring(language: string): Promise<void> {
  const file = path.join(FOLDER, `${language}.json`);
  const known: Record<string, string> = LANGUAGES.includes(language)
    ? JSON.parse(await readFile(file, 'utf8'))
    : {};
  const messages = [...(await messagesSaid()).messages.keys()].sort();
  const catalogue = Object.fromEntries(messages.map((message) => [message, known[message] ?? '']));
  await writeFile(file, `${JSON.stringify(catalogue, null, 2)}\n`);
  const faults = messages.filter(
    (message) => faultsOfTranslation(message, catalogue[message] ?? '', language).length > 0,
  );
  process.stdout.write(`${language}: ${messages.length} messages, ${faults.length} to do\n`);
}
