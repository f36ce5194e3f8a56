import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEmbeddedDatabase } from '../../src/db/embedded.ts';
import { lockFolder } from '../../src/db/folder-lock.ts';
import { openDatabase } from '../../src/db/open-database.ts';
import { UnavailableError } from '../../src/errors.ts';
import { connectWorkspace, resolveWorkspace } from '../../src/team/workspace.ts';
import { START } from '../support/facts.ts';

let parent: string;
let folder: string;

beforeAll(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'funnel-alerts-embedded-'));
  folder = path.join(parent, 'with a space', 'pg');
});
afterAll(() => rm(parent, { recursive: true, force: true }));

const TAKEN =
  /Another process is using the embedded database in .*Stop the bot .*or set DATABASE_URL to a Postgres server/;

/** Another process that has the database open, until it is killed. */
async function aHolder() {
  const module = new URL('../../src/db/embedded.ts', import.meta.url).href;
  const code = `
    import { openEmbeddedDatabase } from ${JSON.stringify(module)};
    await openEmbeddedDatabase(${JSON.stringify(folder)});
    console.log('open');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

it('is prepared in a new folder, whatever an interrupted preparation has left', async () => {
  await mkdir(`${folder}.preparing`, { recursive: true });
  await writeFile(path.join(`${folder}.preparing`, 'PG_VERSION'), 'half');
  const said: string[] = [];
  const database = await openDatabase({ dataDir: folder, onProgress: (message) => said.push(message) });
  await connectWorkspace(database.db, 'T1', START);
  await database.close();
  expect(said).toEqual([
    `Preparing the database in ${folder}. This happens once and takes about ten seconds.`,
  ]);
}, 120_000);

it('is refused to a second process, and free again when the first is killed', async () => {
  const holder = await aHolder();
  await expect(openEmbeddedDatabase(folder)).rejects.toThrow(TAKEN);
  await expect(openEmbeddedDatabase(folder)).rejects.toThrow(UnavailableError);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const database = await openDatabase({ dataDir: folder });
  expect((await resolveWorkspace(database.db, undefined, START)).workspaceId).toBe('T1');
  await expect(openEmbeddedDatabase(folder)).rejects.toThrow(TAKEN);
  await database.close();
  lockFolder(folder)();
}, 120_000);

it('that is damaged is refused with what to do, and not held', async () => {
  const damaged = path.join(parent, 'damaged');
  await mkdir(damaged);
  await writeFile(path.join(damaged, 'PG_VERSION'), '9.6');
  await expect(openEmbeddedDatabase(damaged)).rejects.toThrow(
    /cannot be opened: .*Restore the folder from a backup, or move it away/,
  );
  lockFolder(damaged)();
}, 120_000);

it('whose folder cannot be made or written is refused with its path and what to do', async () => {
  const file = path.join(parent, 'a-file');
  await writeFile(file, '');
  await expect(openEmbeddedDatabase(path.join(file, 'pg'))).rejects.toThrow(UnavailableError);
  const taken = path.join(parent, 'taken');
  await mkdir(`${taken}.lock`);
  await expect(openEmbeddedDatabase(taken)).rejects.toThrow(
    `The folder of the embedded database, ${taken}, cannot be used: unable to open database file. Make it writable`,
  );
});
