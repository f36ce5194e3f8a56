import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

export interface SourceFile {
  /** From the root of the repository. */
  path: string;
  code: string;
}

/** The files that a pattern such as `src/slack/**` finds, with what they hold. */
export function sourceFiles(pattern: string): SourceFile[] {
  return globSync(`${pattern}/*.{ts,js}`, { cwd: ROOT })
    .sort()
    .map((path) => ({ path, code: readFileSync(join(ROOT, path), 'utf8') }));
}

export function fileText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
