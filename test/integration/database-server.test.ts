import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { queryRows } from '../../src/db/client.ts';
import { openDatabase } from '../../src/db/open-database.ts';
import { openServerDatabase } from '../../src/db/server.ts';
import { UnavailableError } from '../../src/errors.ts';
import { forEachDatabase } from '../support/databases.ts';
import { createDatabase, describeOnPostgres, postgresServer } from '../support/postgres.ts';

it('an unreachable server is named, with what to do and without the password', async () => {
  const opening = openServerDatabase('postgres://bot:hush@127.0.0.1:1/funnel');
  await expect(opening).rejects.toThrow(UnavailableError);
  await expect(opening).rejects.toThrow(
    /^Postgres at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED.*Start it/,
  );
  await expect(opening).rejects.not.toThrow('hush');
});

await forEachDatabase('migrating', (database) => {
  it('a second time changes nothing', async () => {
    await database().migrate();
  });

  it('refuses a database that a newer version has migrated', async () => {
    const { db } = database();
    await db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9e12)`);
    await expect(database().migrate()).rejects.toThrow(
      /The database is newer than this program: it has 1 migration that .*Start the version that wrote it/,
    );
    await db.execute(sql`delete from drizzle.__drizzle_migrations where hash = 'newer'`);
  });
});

await describeOnPostgres('a server', (url) => {
  const at = (change: (address: URL) => void) => {
    const address = new URL(url());
    change(address);
    return address.href;
  };

  it('without the database says to create it', async () => {
    const missing = at((address) => {
      address.pathname = '/nowhere';
    });
    await expect(openServerDatabase(missing)).rejects.toThrow(/"nowhere" does not exist.*createdb/);
  });

  it('that does not know the user says to check it', async () => {
    const stranger = at((address) => {
      address.username = 'stranger';
      address.password = 'hush';
    });
    const opening = openServerDatabase(stranger);
    await expect(opening).rejects.toThrow('Check user and password in DATABASE_URL');
    await expect(opening).rejects.not.toThrow('hush');
  });

  it('is migrated by one of several processes that start at once', async () => {
    const server = await postgresServer();
    if (!('url' in server)) throw new Error(server.missing);
    const own = await createDatabase(server.url);
    const databases = await Promise.all(
      [1, 2, 3, 4].map(() => openDatabase({ url: own.url, dataDir: 'unused' })),
    );
    const [applied] = await queryRows<{ count: string }>(
      (databases[0] ?? expect.unreachable()).db,
      sql`select count(*) - count(distinct hash) as count from drizzle.__drizzle_migrations`,
    );
    expect(applied?.count).toBe('0');
    await Promise.all(databases.map((database) => database.close()));
    await own.drop();
  });

  it('that ends our connections is connected to anew, and the break is told', async () => {
    const broken: Error[] = [];
    const database = await openServerDatabase(url(), (error) => broken.push(error));
    const other = await openServerDatabase(url());
    const end = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    await other.db.execute(end);
    await expect.poll(() => broken.length).toBe(1);
    expect(await queryRows(database.db, sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await Promise.all([database.close(), other.close()]);
  });
});
