import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { columnName } from '../../src/db/bulk.ts';
import type { Executor } from '../../src/db/client.ts';

/**
 * Copies each row of the table that `where` names once for every `n` from `from` to `to`, in one statement. `changes`
 * says what differs, as SQL over `n` and the row `t`.
 */
export async function cloneRows(
  db: Executor,
  table: PgTable,
  { where, changes, from, to }: { where: SQL; changes: Record<string, SQL>; from: number; to: number },
): Promise<void> {
  const columns = Object.entries(getTableColumns(table))
    .filter(([, column]) => column.generated === undefined)
    .map(([name]) => name);
  const values = columns.map((name) => changes[name] ?? sql`t.${columnName(name)}`);
  await db.execute(sql`
    insert into ${table} (${sql.join(columns.map(columnName), sql`, `)})
    select ${sql.join(values, sql`, `)}
    from ${table} as t cross join generate_series(${from}::int, ${to}::int) as n
    where ${where}
    order by n`);
}
