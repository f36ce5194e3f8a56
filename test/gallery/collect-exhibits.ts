import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Exhibit } from '../messages/expect-shown.ts';

export interface Room {
  /** As the suite is called, such as `card`. */
  name: string;
  exhibits: Exhibit[];
}

/** What the suites expect in words they expect in English: in another language only what they show matters. */
async function runSuites(environment: Record<string, string>): Promise<void> {
  const { PATH, HOME } = process.env;
  try {
    await promisify(execFile)(
      process.execPath,
      [VITEST, 'run', '--config', 'test/vitest.config.ts', 'test/messages/'],
      { cwd: ROOT, env: { PATH, HOME, ...environment }, maxBuffer: 100 * 1024 * 1024 },
    );
  } catch (error) {
    if (!environment.GALLERY_LANGUAGE) throw error;
  }
}

const ROOT = path.join(import.meta.dirname, '../..');
const VITEST = path.join(ROOT, 'node_modules/vitest/vitest.mjs');

/** Everything that the suites of messages show, by suite. @throws where they cannot be run. */
export async function collectExhibits(language?: string): Promise<Room[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'funnel-gallery-'));
  try {
    await runSuites({ GALLERY_FOLDER: folder, ...(language ? { GALLERY_LANGUAGE: language } : {}) });
    const files = (await readdir(folder)).sort();
    return await Promise.all(
      files.map(async (file) => ({
        name: path.basename(file, '.jsonl'),
        exhibits: (await readFile(path.join(folder, file), 'utf8'))
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as Exhibit),
      })),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
