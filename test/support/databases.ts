/**
 * Migrated databases for tests: embedded, and on the run's Postgres server.
 *
 *   await forEachDatabase('recording', (database) => {
 *     it('keeps what it was given', async () => {
 *       const ctx = await aWorkspace(database());
 *     });
 *   });
 *
 * A suite shares one database; its tests keep apart by a workspace of their own (`workspaces.ts`). Where no server can
 * be had the server's half is reported as skipped, by name; with CI set it fails instead.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Database } from '../../src/db/client.ts';
import { embeddedDatabase } from '../../src/db/embedded.ts';
import { MIGRATIONS_FOLDER } from '../../src/db/migrations.ts';
import { openServerDatabase } from '../../src/db/server.ts';
import { describeOnPostgres } from './postgres.ts';

/** A fresh migrated database in memory. `wrap`: put something between the database and its engine. */
export async function embeddedTestDatabase(wrap = (client: PGlite) => client): Promise<Database> {
  // Read whole: a worker that made the same snapshot meanwhile replaces the file, and a blob on a file does not bear that.
  const client = await PGlite.create({ loadDataDir: new Blob([await readFile(await migratedSnapshot())]) });
  return embeddedDatabase(wrap(client));
}

/** Migrates the fresh database at `url`. */
export async function serverTestDatabase(url: string): Promise<Database> {
  const database = await openServerDatabase(url);
  await database.migrate();
  return database;
}

/** The same suite on the embedded database and on a server. */
export async function forEachDatabase(title: string, suite: (database: () => Database) => void) {
  describe(`${title} (embedded)`, () => suite(sharedDatabase(() => embeddedTestDatabase())));
  await forServerDatabase(`${title} (server)`, suite);
}

/** For what only a server can show: several sessions at once. */
export async function forServerDatabase(title: string, suite: (database: () => Database) => void) {
  await describeOnPostgres(title, (url) => suite(sharedDatabase(() => serverTestDatabase(url()))));
}

function sharedDatabase(open: () => Promise<Database>): () => Database {
  let opened: Database | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  return () => {
    if (!opened) throw new Error('The database exists in tests and hooks only');
    return opened;
  };
}

/** Making and migrating an embedded database takes ten seconds, loading it one: it is kept from run to run. */
async function migratedSnapshot(): Promise<string> {
  const migrations = readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).map((file) => file.hash);
  const engine = import.meta.resolve('@electric-sql/pglite');
  const name = createHash('sha256')
    .update(JSON.stringify([engine, migrations]))
    .digest('hex');
  const file = path.join(tmpdir(), `funnel-alerts-snapshot-${name.slice(0, 16)}.tar`);
  if (existsSync(file)) return file;
  const client = await PGlite.create();
  await embeddedDatabase(client).migrate();
  const dump = await client.dumpDataDir('none');
  await client.close();
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, Buffer.from(await dump.arrayBuffer()));
  await rename(draft, file);
  return file;
}
