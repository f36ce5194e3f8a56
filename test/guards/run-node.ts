import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from './source-files.ts';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs Node on files of the repository until it ends, in `cwd`, with no environment but the one given. */
export async function runNode(
  args: readonly string[],
  { cwd = ROOT, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, env, timeout: 25_000 });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.stderr += text;
  });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  ended.code = await promise;
  return ended;
}

/** An entry point of the program, as npm starts it. */
export function entry(path: string): string[] {
  return ['--import', join(ROOT, 'src/node-version.js'), join(ROOT, path)];
}

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'funnel-guard-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
