import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { UnavailableError } from '../errors.ts';
import { type Executor, queryRows } from './client.ts';

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** Names our migration lock among a server's advisory locks. */
export const MIGRATION_LOCK = createHash('sha256').update('funnel-alerts migrations').digest().readInt32BE(0);

/** @throws {UnavailableError} when the database holds a migration that this program does not know. */
export async function refuseNewerDatabase(executor: Executor): Promise<void> {
  const [table] = await queryRows<{ name: string | null }>(
    executor,
    sql`select to_regclass('drizzle.__drizzle_migrations')::text as name`,
  );
  if (!table?.name) return;
  const known = new Set(readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).map((file) => file.hash));
  const applied = await queryRows<{ hash: string }>(
    executor,
    sql`select hash from drizzle.__drizzle_migrations`,
  );
  const unknown = applied.filter((row) => !known.has(row.hash)).length;
  if (unknown > 0) {
    throw new UnavailableError(
      `The database is newer than this program: it has ${unknown} migration${unknown === 1 ? '' : 's'} that this version does not know. Start the version that wrote it, or a newer one, or restore the backup made before the upgrade.`,
    );
  }
}
