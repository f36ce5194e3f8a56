import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Whom Postgres runs as: it refuses root. Empty for an ordinary user, who runs it as themselves. */
export type Account = { uid?: number; gid?: number };

const execute = promisify(execFile);

export async function unprivilegedAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const line = ['postgres', 'nobody'].map((name) => lines.find(([user]) => user === name)).find(Boolean);
  if (!line)
    throw new Error('Postgres refuses to run as root, and there is neither a user postgres nor nobody');
  return { uid: Number(line[2]), gid: Number(line[3]) };
}

/** Rejects with what the command said on stderr. */
export async function run(file: string, args: string[], account: Account, cwd?: string): Promise<string> {
  try {
    const env = { ...process.env, LC_ALL: 'C' };
    const { stdout } = await execute(file, args, { ...account, env, cwd: cwd ?? '/' });
    return stdout;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    const line = said.split('\n').at(-1);
    throw new Error(line || (error instanceof Error ? error.message : String(error)), { cause: error });
  }
}
