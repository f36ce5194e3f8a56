import type { PGlite } from '@electric-sql/pglite';
import type { Executor } from '../../src/db/client.ts';
import { embeddedDatabase } from '../../src/db/embedded.ts';
import { openServerDatabase } from '../../src/db/server.ts';
import { embeddedTestDatabase } from '../support/databases.ts';
import { createDatabase } from '../support/postgres.ts';
import { gatePool } from './gated-pool.ts';
import { type Gate, throughGate } from './instrument.ts';

/** The one database of all processes. */
export interface SimDatabase {
  /** As nobody's process sees it. */
  db: Executor;
  /** As one process sees it. */
  openFor(gate: Gate): Promise<Executor>;
  close(): Promise<void>;
}

/** In memory, one statement after the other: the same run every time. */
export async function embeddedSimDatabase(): Promise<SimDatabase> {
  let engine: PGlite | undefined;
  const database = await embeddedTestDatabase((client) => {
    engine = client;
    return client;
  });
  return {
    db: database.db,
    async openFor(gate) {
      if (!engine) throw new Error('The database has an engine');
      return embeddedDatabase(throughGate(engine, gate)).db;
    },
    close: () => database.close(),
  };
}

/** On a server, where statements of several processes really run side by side: no two runs are quite the same. */
export async function serverSimDatabase(serverUrl: string): Promise<SimDatabase> {
  const { url, drop } = await createDatabase(serverUrl);
  const database = await openServerDatabase(url);
  await database.migrate();
  const opened = [database];
  return {
    db: database.db,
    async openFor(gate) {
      const own = await openServerDatabase(url);
      opened.push(own);
      gatePool(own.db, gate);
      return own.db;
    },
    async close() {
      for (const one of opened) await one.close();
      await drop();
    },
  };
}
