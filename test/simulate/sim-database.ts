import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { type Executor, queryRows } from '../../src/db/client.ts';
import { embeddedDatabase } from '../../src/db/embedded.ts';
import { openServerDatabase, pooledDatabase } from '../../src/db/server.ts';
import { embeddedTestDatabase } from '../support/databases.ts';
import { createDatabase } from '../support/postgres.ts';
import { gatePool } from './gated-pool.ts';
import { type Gate, throughGate } from './instrument.ts';

/** The one database of all processes, of one world after the other. */
export interface SimDatabase {
  /** As nobody's process sees it. */
  db: Executor;
  /** As one process sees it. */
  openFor(gate: Gate): Executor;
  /** Leaves nothing of the world before. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** In memory: slow, and nothing has to be installed for it. */
export async function embeddedSimDatabase(): Promise<SimDatabase> {
  let engine: PGlite | undefined;
  const { db, close } = await embeddedTestDatabase((client) => {
    engine = client;
    return client;
  });
  return {
    db,
    openFor(gate) {
      if (!engine) throw new Error('The database has an engine');
      return embeddedDatabase(throughGate(engine, gate)).db;
    },
    clear: () => clear(db),
    close,
  };
}

/**
 * On a server. With one connection for all processes one statement follows the other, and the same seed gives the same
 * run; with several they run side by side as they do in earnest, and no two runs are quite the same.
 */
export async function serverSimDatabase(
  serverUrl: string,
  { connections }: { connections: number },
): Promise<SimDatabase> {
  const { url, drop } = await createDatabase(serverUrl);
  const database = await openServerDatabase(url);
  await database.migrate();
  await database.close();
  const options = '-c timezone=UTC';
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0, options });
  const db = pooledDatabase(pool);
  return {
    db,
    openFor: (gate) => pooledDatabase(gatePool(pool, gate)),
    clear: () => clear(db),
    async close() {
      await pool.end();
      await drop();
    },
  };
}

async function clear(db: Executor): Promise<void> {
  const tables = await queryRows<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const names = sql.join(
    tables.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  await db.execute(sql`truncate ${names} restart identity`);
}
