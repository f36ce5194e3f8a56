import { sql } from 'drizzle-orm';
import { type Database, queryRows } from '../../src/db/client.ts';
import { openServerDatabase } from '../../src/db/server.ts';
import { startPostgres } from '../support/postgres/start-postgres.ts';
import { createDatabase } from '../support/postgres.ts';
import type { BenchOptions } from './bench.ts';

const SETTINGS = ['server_version', 'fsync', 'synchronous_commit', 'shared_buffers'] as const;

/** Work on a fresh migrated database of TEST_DATABASE_URL, else of a server that lives as long as the work. */
export async function onServerDatabase<Result>(
  { onProgress }: BenchOptions,
  work: (database: Database, url: string) => Promise<Result>,
): Promise<Result> {
  const server = await startPostgres();
  try {
    const own = await createDatabase(server.url);
    try {
      const database = await openServerDatabase(own.url);
      try {
        await database.migrate();
        onProgress(await settingsOf(database));
        return await work(database, own.url);
      } finally {
        await database.close();
      }
    } finally {
      await own.drop();
    }
  } finally {
    await server.stop();
  }
}

async function settingsOf({ db }: Database): Promise<string> {
  const shown = SETTINGS.map((name) => sql`current_setting(${name})`);
  const [row] = await queryRows<{ settings: string[] }>(
    db,
    sql`select array[${sql.join(shown, sql`, `)}] as settings`,
  );
  const words = SETTINGS.map((name, index) => `${name} ${row?.settings[index]}`);
  return `Postgres: ${words.join(', ')}; Node ${process.version}`;
}
