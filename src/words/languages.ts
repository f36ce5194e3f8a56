import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The English text of each message, and how it is said in the language. */
export type Catalogue = Readonly<Record<string, string>>;

/** The language that the code is written in: it needs no catalogue. */
export const ENGLISH = 'en';

const FOLDER = path.join(import.meta.dirname, 'catalogues');
const catalogues = new Map<string, Catalogue>([[ENGLISH, {}]]);

const spoken = [
  ENGLISH,
  ...readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => path.basename(file, '.json'))
    .sort(),
];

/** Every language that can be spoken, English first: one file each. */
export const LANGUAGES: readonly string[] = spoken;

/** Read when it is first spoken. */
export function catalogueOf(language: string): Catalogue {
  const known = catalogues.get(language);
  if (known) return known;
  const catalogue: Catalogue = LANGUAGES.includes(language)
    ? JSON.parse(readFileSync(path.join(FOLDER, `${language}.json`), 'utf8'))
    : {};
  catalogues.set(language, catalogue);
  return catalogue;
}

/** From here on the language is spoken by this catalogue, until what is returned is called. */
export function teach(language: string, catalogue: Catalogue): () => void {
  const before = catalogues.get(language);
  catalogues.set(language, catalogue);
  const isNew = !spoken.includes(language);
  if (isNew) spoken.push(language);
  return () => {
    if (before) catalogues.set(language, before);
    else catalogues.delete(language);
    if (isNew) spoken.splice(spoken.indexOf(language), 1);
  };
}

/** The language of a locale such as `ja-JP`; undefined where it is not spoken here. */
export function languageOf(locale: string | null | undefined): string | undefined {
  const wanted = (locale ?? '').toLowerCase().replaceAll('_', '-');
  return (
    LANGUAGES.find((language) => language === wanted) ??
    LANGUAGES.find((language) => language === wanted.split('-')[0])
  );
}

/** How a language calls itself: `日本語`. */
export function nameOfLanguage(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return `${name.charAt(0).toLocaleUpperCase(language)}${name.slice(1)}`;
}
