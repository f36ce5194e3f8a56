import { describe, expect, test } from 'vitest';
import { environmentSchema } from '../../src/config.ts';
import { fileText } from './source-files.ts';

interface Variable {
  name: string;
  meaning: string;
  /** As somebody would write it; undefined where there is none. */
  initial: string | undefined;
}

const values = environmentSchema.parse({}) as Record<string, unknown>;
const variables = Object.entries(environmentSchema.shape).map(
  ([name, schema]): Variable => ({
    name,
    meaning: schema.description ?? '',
    initial: [values[name] ?? ''].flat().join(',') || undefined,
  }),
);
const names: string[] = variables.map(({ name }) => name).sort();

describe('.env.example', () => {
  const lines = [...fileText('.env.example').matchAll(/^# (.+)\n# ([A-Z_]+)=(.*)$/gm)];

  test('names every variable that is read, and no other', () => {
    expect(lines.map(([, , name]) => name).sort()).toEqual(names);
  });

  test.each(variables)('says what $name means and what it is without being set', ({ name, ...variable }) => {
    const [, meaning, , initial] = lines.find((line) => line[2] === name) ?? [];
    expect(meaning).toBe(variable.meaning);
    if (variable.initial !== undefined) expect(initial).toBe(variable.initial);
  });

  test('sets nothing when it is copied as it is', () => {
    expect(fileText('.env.example')).not.toMatch(/^[^#\n]/m);
  });
});

describe('the table of the README', () => {
  /** `| \`NAME\` | meaning | default |`, some rows with two names. */
  const rows = () =>
    [...fileText('README.md').matchAll(/^\| *(`[A-Z_]+`(?:, *`[A-Z_]+`)*) *\|(.+)\|(.+)\|$/gm)].map(
      ([, first = '', , initial = '']) => ({
        names: first.split(',').map((name) => name.trim().slice(1, -1)),
        initial,
      }),
    );

  test('names every variable that is read, and no other', () => {
    expect(
      rows()
        .flatMap((row) => row.names)
        .sort(),
    ).toEqual(names);
  });

  test.each(variables.filter(({ initial }) => initial !== undefined))(
    'says that $name is $initial without being set',
    ({ name, initial }) => {
      expect(rows().find((row) => row.names.includes(name))?.initial).toContain(`\`${initial}\``);
    },
  );
});
