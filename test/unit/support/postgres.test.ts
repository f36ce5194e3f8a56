import pg from 'pg';
import { expect, it } from 'vitest';
import { createDatabase, describeOnPostgres, postgresServer } from '../../support/postgres.ts';

await describeOnPostgres('a test Postgres', (database) => {
  it('lets two sessions work at once, and each locks out the other', async () => {
    const pool = new pg.Pool({ connectionString: database() });
    const [first, second] = await Promise.all([pool.connect(), pool.connect()]);
    await first.query('create table jobs (id int primary key); insert into jobs values (1), (2)');
    const claim = 'select id from jobs order by id for update skip locked limit 1';
    await Promise.all([first.query('begin'), second.query('begin')]);
    const rows = [...(await first.query(claim)).rows, ...(await second.query(claim)).rows];
    first.release(true);
    second.release(true);
    await pool.end();
    expect(rows).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('gives every caller a database of their own and drops it', async () => {
    const server = await postgresServer();
    if (!('url' in server)) throw new Error(server.missing);
    const own = await createDatabase(server.url);
    expect(own.url).not.toBe(database());
    await own.drop();
    const client = new pg.Client({ connectionString: own.url });
    await expect(client.connect()).rejects.toMatchObject({ code: '3D000' });
  });
});
