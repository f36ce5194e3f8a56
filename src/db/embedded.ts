import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { UnavailableError } from '../errors.ts';
import type { Database } from './client.ts';
import { lockFolder, unusableFolder } from './folder-lock.ts';
import { MIGRATIONS_FOLDER, refuseNewerDatabase } from './migrations.ts';
import * as schema from './schema.ts';

/** Opens the database inside this process, in `folder`. One process at a time: a second one would corrupt it, so it is refused. */
export async function openEmbeddedDatabase(
  folder: string,
  onProgress: (message: string) => void = () => {},
): Promise<Database> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 }).catch((error) => {
    throw unusableFolder(folder, error);
  });
  const unlock = lockFolder(folder);
  try {
    if (!existsSync(folder)) {
      onProgress(`Preparing the database in ${folder}. This happens once and takes about ten seconds.`);
      await prepareFolder(folder);
    }
    const client = await PGlite.create(folder);
    return {
      ...embeddedDatabase(client),
      async close() {
        await client.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    if (error instanceof UnavailableError) throw error;
    throw new UnavailableError(
      `The embedded database in ${folder} cannot be opened: ${(error as Error).message}. Restore the folder from a backup, or move it away to start with an empty one.`,
      { cause: error },
    );
  }
}

export function embeddedDatabase(client: PGlite): Database {
  const db = drizzle(client, { schema, casing: 'snake_case' });
  return {
    db,
    kind: 'embedded',
    async migrate() {
      await refuseNewerDatabase(db);
      await migrate(db, { migrationsFolder: MIGRATIONS_FOLDER });
    },
    close: () => client.close(),
  };
}

/** Made aside and renamed, so that a process killed half-way leaves nothing that looks like a database. */
async function prepareFolder(folder: string): Promise<void> {
  const draft = `${folder}.preparing`;
  await rm(draft, { recursive: true, force: true });
  const program = fileURLToPath(new URL('./prepare-folder.ts', import.meta.url));
  await promisify(execFile)(process.execPath, ['--liftoff-only', '--no-warnings', program, draft]);
  await rename(draft, folder);
}
