import type pg from 'pg';
import type { Executor } from '../../src/db/client.ts';
import type { Gate } from './instrument.ts';

type Query = (...args: unknown[]) => Promise<unknown>;

/** Puts the gate between a process and its connections. A statement under way when it dies is as if never sent. */
export function gatePool(db: Executor, gate: Gate): void {
  const pool = (db as unknown as { $client: pg.Pool }).$client;
  const query = pool.query.bind(pool) as unknown as Query;
  const connect = pool.connect.bind(pool) as (callback?: unknown) => Promise<pg.PoolClient>;
  Object.assign(pool, {
    query: (...args: unknown[]) => gate.statement(textOf(args[0]), () => query(...args)),
    // The pool itself asks with a callback.
    connect: (callback?: unknown) => (callback ? connect(callback) : gatedConnection(connect, gate)),
  });
}

async function gatedConnection(connect: () => Promise<pg.PoolClient>, gate: Gate): Promise<pg.PoolClient> {
  gate.requireLife();
  const client = await gate.busy(connect);
  const query = client.query.bind(client) as unknown as Query;
  return new Proxy(client, {
    get(of, name) {
      if (name === 'query') return (...args: unknown[]) => pass(args, () => query(...args));
      const value: unknown = Reflect.get(of, name);
      return typeof value === 'function' ? value.bind(of) : value;
    },
  });

  async function pass(args: readonly unknown[], run: () => Promise<unknown>): Promise<unknown> {
    const text = textOf(args[0]);
    // Whoever is dead commits nothing.
    if (text.startsWith('rollback')) return gate.busy(run);
    if (!text.startsWith('commit')) return gate.statement(text, run);
    gate.pass('before a commit');
    const done = await gate.busy(run);
    gate.pass('after a commit');
    return done;
  }
}

function textOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : (statement as { text?: unknown })?.text;
  return typeof text === 'string' ? text.trimStart().toLowerCase() : '';
}
