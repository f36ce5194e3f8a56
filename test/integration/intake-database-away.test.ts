import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { serverTestDatabase } from '../support/databases.ts';
import { listFacts } from '../support/ledger-state.ts';
import { describeOnPostgres } from '../support/postgres.ts';
import { aBot, anMql, postFacts } from '../support/run-app.ts';

/** A way to the database that can be cut. */
async function startGate(target: URL) {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    cut() {
      server.close();
      for (const socket of open) socket.destroy();
    },
    async mend() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

const words = (text: string) => ({ error: expect.stringContaining(text) });

await describeOnPostgres('while the database is away', (url) => {
  async function behindGate() {
    const gate = await startGate(new URL(url()));
    const database = await serverTestDatabase(gate.url);
    onTestFinished(async () => {
      await database.close();
      gate.cut();
    });
    const bot = await aBot({ database });
    bot.expectErrors();
    return { bot, gate };
  }

  it('the intake answers 503 and stores nothing; what is sent again afterwards is stored', async () => {
    const { bot, gate } = await behindGate();
    const item = anMql(bot, 'L-1', { ownerEmail: 'rita.rep@corp.test' });
    gate.cut();
    for (let n = 0; n < 20; n += 1) {
      const refused = await postFacts(bot.app.url, item);
      expect([refused.status, await refused.json()]).toEqual([
        503,
        words('Nothing was stored; send it again.'),
      ]);
      expect(refused.headers.get('retry-after')).toBe('5');
    }
    const ready = await bot.request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'unavailable', problems: ['database'] },
    ]);
    expect((await bot.request('/healthz')).status).toBe(200);
    expect((await bot.asks('UADMIN', 'pass-rate')).text).toContain('tell an admin this reference');
    await gate.mend();
    await bot.post(item);
    await bot.sees('UREP1', 'L-1');
    expect(await listFacts(bot.ctx)).toHaveLength(1);
  });

  it('a batch under way is undone, and the process lives on', async () => {
    const { bot, gate } = await behindGate();
    const blocker = new pg.Client({ connectionString: url() });
    await blocker.connect();
    await blocker.query('begin; lock table leads in exclusive mode');
    const items = Array.from({ length: 40 }, (_, n) => postFacts(bot.app.url, anMql(bot, `L-${n}`)));
    await bot.until(async () => {
      const { rows } = await blocker.query('select 1 from pg_locks where not granted');
      return rows.length >= 1;
    });
    gate.cut();
    await blocker.query('rollback');
    await blocker.end();
    const statuses = (await Promise.all(items)).map((response) => response.status);
    expect(new Set(statuses)).toEqual(new Set([503]));
    await gate.mend();
    expect(await listFacts(bot.ctx)).toEqual([]);
    await bot.post(anMql(bot, 'L-1', { ownerEmail: 'rita.rep@corp.test' }));
    await bot.sees('UREP1', 'L-1');
  });
});
