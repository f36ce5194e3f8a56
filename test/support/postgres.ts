/**
 * A real Postgres for tests of true concurrency. One server serves the whole run and starts when first asked for.
 *
 *   await describeOnPostgres('claiming deliveries', (database) => {
 *     it('gives each row to one worker', async () => {
 *       const pool = new pg.Pool({ connectionString: database() });
 *     });
 *   });
 *
 * Where no server can be had the suite is reported as skipped, by name; with CI set it fails instead.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';

export type PostgresServer = { url: string } | { missing: string };

export type TestDatabase = { url: string; drop: () => Promise<void> };

declare module 'vitest' {
  interface ProvidedContext {
    postgresKeeper: string;
  }
}

/** Starts the run's server at the first call; `missing` says why there is none. */
export async function postgresServer(): Promise<PostgresServer> {
  const response = await fetch(inject('postgresKeeper'));
  const server: unknown = await response.json();
  return isServer(server) ? server : { missing: `unexpected answer ${JSON.stringify(server)}` };
}

/** A fresh, empty database on the server at `url`. */
export async function createDatabase(url: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runOn(url, `create database ${name} template template0`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => runOn(url, `drop database if exists ${name} with (force)`) };
}

/** `database()` is the address of a fresh database; call it inside tests and hooks only. */
export async function describeOnPostgres(
  title: string,
  suite: (database: () => string) => void,
): Promise<void> {
  const server = await postgresServer();
  let own: TestDatabase | undefined;
  const database = () => {
    if (!own) throw new Error('The database exists in tests and hooks only');
    return own.url;
  };

  if ('url' in server) {
    describe(title, () => {
      beforeAll(async () => {
        own = await createDatabase(server.url);
      });
      afterAll(() => own?.drop());
      suite(database);
    });
  } else if (isCi()) {
    describe(title, () => {
      it('has a Postgres server', () => {
        throw new Error(`No Postgres for this suite: ${server.missing}`);
      });
    });
  } else {
    describe.skip(`${title} (no Postgres: ${server.missing})`, () => suite(database));
  }
}

function isServer(value: unknown): value is PostgresServer {
  return typeof value === 'object' && value !== null && ('url' in value || 'missing' in value);
}

function isCi(): boolean {
  return !['', '0', 'false'].includes(process.env.CI ?? '');
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
