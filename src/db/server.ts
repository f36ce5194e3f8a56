import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { UnavailableError } from '../errors.ts';
import type { Database, Executor } from './client.ts';
import { MIGRATION_LOCK, MIGRATIONS_FOLDER, refuseNewerDatabase } from './migrations.ts';
import * as schema from './schema.ts';

const OLDEST_SERVER = 15;

/** Connects to a Postgres server. `onError` hears of idle connections that break; the pool replaces them by itself. */
export async function openServerDatabase(
  url: string,
  onError: (error: Error) => void = () => {},
): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    connectionTimeoutMillis: 10_000,
    application_name: 'funnel-alerts',
    options: '-c timezone=UTC',
  });
  pool.on('error', onError);
  // A connection that breaks inside a transaction belongs to nobody but itself: unheard, its error ends the process. The
  // statement under way fails in any case.
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    const { rows } = await pool.query('select current_setting($1)::int as version', ['server_version_num']);
    const major = Math.floor(rows[0].version / 10_000);
    if (major < OLDEST_SERVER) {
      throw new UnavailableError(
        `This Postgres is version ${major}; funnel-alerts needs ${OLDEST_SERVER} or newer.`,
      );
    }
  } catch (error) {
    await pool.end();
    throw error instanceof UnavailableError ? error : unreachable(url, error);
  }
  return {
    db: pooledDatabase(pool),
    kind: 'server',
    async migrate() {
      const client = await pool.connect();
      try {
        const connection = drizzle(client, { schema, casing: 'snake_case' });
        await connection.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
        try {
          await refuseNewerDatabase(connection);
          await migrate(connection, { migrationsFolder: MIGRATIONS_FOLDER });
        } finally {
          await connection.execute(sql`select pg_advisory_unlock(${MIGRATION_LOCK})`);
        }
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

/**
 * The statements of this pool. drizzle's own `transaction` never returns a connection whose `begin` failed: sixteen of them,
 * and the pool is empty.
 */
export function pooledDatabase(pool: pg.Pool): Executor {
  const byClient = new WeakMap<pg.PoolClient, Executor>();
  const db: Executor = drizzle(pool, { schema, casing: 'snake_case' });
  db.transaction = async (work, config) => {
    const client = await pool.connect();
    try {
      const connection = byClient.get(client) ?? drizzle(client, { schema, casing: 'snake_case' });
      byClient.set(client, connection);
      return await connection.transaction(work, config);
    } finally {
      client.release();
    }
  };
  return db;
}

function unreachable(url: string, error: unknown): UnavailableError {
  const { code, message, errors } = error as {
    code?: string;
    message?: string;
    errors?: { message: string }[];
  };
  const cause = message || errors?.map((one) => one.message).join('; ') || String(error);
  const where = URL.canParse(url) ? new URL(url).host : 'the server in DATABASE_URL';
  const remedy =
    code === '28P01' || code === '28000'
      ? 'Check user and password in DATABASE_URL.'
      : code === '3D000'
        ? 'Create the database first (createdb), or correct its name in DATABASE_URL.'
        : 'Start it (for example: sudo systemctl start postgresql), correct DATABASE_URL, or unset it to use the embedded database.';
  return new UnavailableError(`Postgres at ${where} cannot be used: ${cause}. ${remedy}`, { cause: error });
}
