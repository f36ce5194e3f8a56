import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema.ts';

/** Runs statements: the database itself, or a transaction of it. Inside a transaction use nothing but the transaction. */
export type Executor = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface Database {
  readonly db: Executor;
  readonly kind: 'embedded' | 'server';
  /** Applies the migrations, under a lock where several processes share the database. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** The rows of a statement written by hand. Both drivers answer `{ rows }`, which drizzle's common type does not say. */
export async function queryRows<Row>(executor: Executor, statement: SQL): Promise<Row[]> {
  const result = (await executor.execute(statement)) as unknown as { rows: Row[] };
  return result.rows;
}
