import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

interface Shape {
  placeholders: Set<string>;
  tags: Set<string>;
  /** The categories that each plural distinguishes. */
  plurals: { name: string; type: 'cardinal' | 'ordinal'; options: string[] }[];
}

/** What is wrong with how `message` is said in `language`: `{count}` is left out, a plural lacks a form of the language. */
export function faultsOfTranslation(message: string, translation: string, language: string): string[] {
  if (translation.trim() === '') return ['is not translated'];
  let said: Shape;
  try {
    said = shapeOf(translation);
  } catch (error) {
    return [`cannot be read: ${(error as Error).message}`];
  }
  const meant = shapeOf(message);
  return [
    ...differences('placeholder', meant.placeholders, said.placeholders),
    ...differences('tag', meant.tags, said.tags),
    ...said.plurals.flatMap(({ name, type, options }) => {
      const wanted = new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;
      // Categories of fractions and of millions never come up where whole things are counted.
      const missing = wanted.filter((category) => !options.includes(category) && category !== 'many');
      return missing.length > 0 ? [`the plural of {${name}} lacks ${missing.join(', ')}`] : [];
    }),
  ];
}

function differences(what: string, meant: Set<string>, said: Set<string>): string[] {
  return [
    ...[...meant].filter((name) => !said.has(name)).map((name) => `leaves out the ${what} ${name}`),
    ...[...said]
      .filter((name) => !meant.has(name))
      .map((name) => `has a ${what} ${name} that the message has not`),
  ];
}

function shapeOf(message: string): Shape {
  const shape: Shape = { placeholders: new Set(), tags: new Set(), plurals: [] };
  const walk = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      if (element.type === TYPE.tag) {
        shape.tags.add(element.value);
        walk(element.children);
        continue;
      }
      shape.placeholders.add(element.value);
      if (element.type !== TYPE.plural && element.type !== TYPE.select) continue;
      if (element.type === TYPE.plural) {
        const options = Object.keys(element.options);
        shape.plurals.push({ name: element.value, type: element.pluralType ?? 'cardinal', options });
      }
      for (const { value } of Object.values(element.options)) walk(value);
    }
  };
  walk(parse(message));
  return shape;
}
