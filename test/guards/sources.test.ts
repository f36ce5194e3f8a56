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

describe('whoever writes handoffs', () => {
  /** They move instants of alerts or clear words, of which no figure is made. */
  const NO_FIGURES = [
    'src/leads/erase-within.ts',
    'src/leads/snooze-lead.ts',
    'src/routing/turns.ts',
    'src/team/owe-hand-overs.ts',
  ];

  test('notes the days of which figures change with it', () => {
    const writers = sourceFiles('src/**').filter(({ code }) =>
      /(update|insert|delete)\(handoffs\)|(update|into) \$\{handoffs\}|(upsert|insert)Rows\(handoffs/.test(
        code,
      ),
    );
    const silent = writers.filter(({ code }) => !code.includes('notingDays(ctx'));
    expect(silent.map(({ path }) => path)).toEqual(NO_FIGURES);
    expect(writers.length).toBeGreaterThan(silent.length);
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
