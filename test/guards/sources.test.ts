import { describe, expect, test } from 'vitest';
import { ACTION, VIEW } from '../../src/slack/action-ids.ts';
import { recordedListeners } from './recorded-listeners.ts';
import { sourceFiles } from './source-files.ts';

describe('the environment', () => {
  test('is read by src/config.ts alone', () => {
    const readers = sourceFiles('src/**').filter(({ code }) =>
      /process\.env|import\.meta\.env|loadEnvFile/.test(code),
    );
    expect(readers.map(({ path }) => path)).toEqual(['src/config.ts']);
  });
});

describe('the name of a button or modal', () => {
  const listeners = recordedListeners();

  test('is listened to, and nothing else is', () => {
    expect(listeners.actions.toSorted()).toEqual(Object.values(ACTION).sort());
    expect(listeners.views.toSorted()).toEqual(Object.values(VIEW).sort());
  });

  test('stands on something that people see', () => {
    const shown = sourceFiles('src/slack/{messages,views,home/view}/**')
      .map(({ code }) => code)
      .join('\n');
    const unseen = [
      ...Object.keys(ACTION).map((key) => `ACTION.${key}`),
      ...Object.keys(VIEW).map((key) => `VIEW.${key}`),
    ].filter((name) => !new RegExp(`\\b${name}\\b`).test(shown));
    expect(unseen).toEqual([]);
  });

  test('is written once, where the others are', () => {
    const literals = sourceFiles('src/slack/**')
      .filter(({ path }) => path !== 'src/slack/action-ids.ts')
      .filter(({ code }) => Object.values({ ...ACTION, ...VIEW }).some((id) => code.includes(`'${id}'`)));
    expect(literals.map(({ path }) => path)).toEqual([]);
  });
});
