import type pg from 'pg';
import type { Gate } from './instrument.ts';

type Query = (...args: unknown[]) => Promise<unknown>;

/** The pool as one process sees it. A statement under way when the process dies is as if never sent. */
export function gatePool(pool: pg.Pool, gate: Gate): pg.Pool {
  const query = pool.query.bind(pool) as unknown as Query;
  return new Proxy(pool, {
    get(of, name) {
      if (name === 'query')
        return (...args: unknown[]) => gate.statement(textOf(args[0]), () => query(...args));
      if (name === 'connect') return () => gatedConnection(of, gate);
      const value: unknown = Reflect.get(of, name);
      return typeof value === 'function' ? value.bind(of) : value;
    },
  });
}

async function gatedConnection(pool: pg.Pool, gate: Gate): Promise<pg.PoolClient> {
  gate.requireLife();
  const client = await gate.busy(() => pool.connect());
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
