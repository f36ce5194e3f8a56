import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Executor } from './client.ts';

const dialect = new PgDialect({ casing: 'snake_case' });

/**
 * A statement of one fixed text, which a server plans once for each connection: planning takes longer than running one
 * that does many things. What differs from run to run are its placeholders. It runs on whatever executor it is given.
 */
export function preparedRows<Row>(
  name: string,
  build: () => SQL,
): (executor: Executor, values: Record<string, unknown>) => Promise<Row[]> {
  let built: ReturnType<PgDialect['sqlToQuery']> | undefined;
  return async (executor, values) => {
    built ??= dialect.sqlToQuery(build());
    const statement = executor._.session.prepareQuery(built, undefined, name, false);
    const { rows } = (await statement.execute(values)) as { rows: Row[] };
    return rows;
  };
}
