import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './run.ts';

/** Followed by the process id of the test run that owns the folder. */
export const folderPrefix = 'funnel-alerts-postgres-';

/** Ends the servers of test runs that were killed before they could, and removes their folders. */
export async function endLeftovers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix));
  for (const name of names) {
    const owner = Number(name.slice(folderPrefix.length).split('-')[0]);
    if (isAlive(owner)) continue;
    const folder = path.join(tmpdir(), name);
    await endServer(folder);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Process ids are reused: the server is only ended if it still runs on this very folder. */
async function endServer(folder: string): Promise<void> {
  const file = await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(file.split('\n')[0]);
  if (!pid || !isAlive(pid)) return;
  const command = await run('ps', ['-o', 'args=', '-p', String(pid)], {}).catch(() => '');
  if (!command.includes(folder)) return;
  process.kill(pid, 'SIGQUIT');
  for (let tries = 0; isAlive(pid) && tries < 100; tries += 1)
    await new Promise((next) => setTimeout(next, 20));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
