import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { slackFaults } from '../support/slack-limits.ts';
import { asLines } from './as-lines.ts';

type Surface = Parameters<typeof slackFaults>[0];

/** One thing that somebody sees, named by the test that shows it. */
export interface Exhibit {
  name: string;
  surface: Surface;
  payload: object;
  /** Why Slack would not take it. */
  faults: string[];
}

/** Slack takes it, and it reads as it did when somebody last looked. The gallery draws it. */
export function expectShown(surface: Surface, payload: object): void {
  exhibit(surface, payload);
  // In another language it reads otherwise; whoever drew it looks at the faults of all.
  if (process.env.GALLERY_LANGUAGE) return;
  expect(slackFaults(surface, payload)).toEqual([]);
  expect(asLines(payload)).toMatchSnapshot();
}

/** For the gallery alone: what is not worth a snapshot, but worth a look. */
export function exhibit(surface: Surface, payload: object): void {
  const folder = process.env.GALLERY_FOLDER;
  const { currentTestName: name = '', testPath = '' } = expect.getState();
  if (!folder) return;
  const file = path.join(folder, `${path.basename(testPath, '.test.ts')}.jsonl`);
  const faults = slackFaults(surface, payload);
  appendFileSync(file, `${JSON.stringify({ name, surface, payload, faults } satisfies Exhibit)}\n`);
}
