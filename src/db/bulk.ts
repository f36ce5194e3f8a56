import { getTableColumns, type InferInsertModel, type InferSelectModel, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import { type Executor, queryRows } from './client.ts';

type Row<Table extends PgTable> = InferInsertModel<Table>;

/**
 * Rows as a relation named `input`, sent as one parameter. Several times faster than a list of values, and the same on a
 * server and embedded.
 */
export function rowsOf<Table extends PgTable>(
  table: Table,
  columns: readonly (keyof Row<Table> & string)[],
  rows: readonly Partial<Row<Table>>[],
): SQL {
  return relationOf(table, columns, sql`${rowsText(columns, rows)}`);
}

/** The same of rows that come as `rowsText` says them, such as in a placeholder. */
function relationOf<Table extends PgTable>(
  table: Table,
  columns: readonly (keyof Row<Table> & string)[],
  text: SQL,
): SQL {
  return sql`json_to_recordset(${text}::json) as ${sql.raw(`input(${definitionsOf(table, columns)})`)}`;
}

export function rowsText<Key extends string>(
  columns: readonly Key[],
  rows: readonly Partial<Record<Key, unknown>>[],
): string {
  return JSON.stringify(recordsOf(columns, rows));
}

/** `insert into table (columns) select … from input`, with what follows the rows, such as a condition. */
export function insertFrom<Table extends PgTable>(
  table: Table,
  columns: readonly (keyof Row<Table> & string)[],
  text: SQL,
  then: SQL,
): SQL {
  const names = sql.raw(listOf(columns));
  return sql`insert into ${table} (${names}) select ${names} from ${relationOf(table, columns, text)} ${then}`;
}

/** Makes the rows that `where` names (as `t`) as this row says, the first that `rowsText` was given. */
export function updateFrom<Table extends PgTable>(
  table: Table,
  columns: readonly (keyof Row<Table> & string)[],
  text: SQL,
  where: SQL,
): SQL {
  const changes = columns.map((column) => `"${snakeCase(column)}" = input."${snakeCase(column)}"`);
  const input = sql`json_to_record(${text}::json -> 0) as ${sql.raw(`input(${definitionsOf(table, columns)})`)}`;
  return sql`update ${table} as t set ${sql.raw(changes.join(', '))} from ${input} where ${where}`;
}

/**
 * `insert into table (columns) select … from rows`; say what follows (`on conflict …`, `returning …`). What is the same
 * in every row is sent once: half of what a batch of facts or handoffs says.
 */
export function insertRows<Table extends PgTable>(
  table: Table,
  columns: readonly (keyof Row<Table> & string)[],
  rows: readonly Partial<Row<Table>>[],
  then: SQL = sql``,
): SQL {
  const shared = rows.length > 1 ? columns.filter((column) => isConstant(column, rows)) : [];
  // One column at least says how many rows there are.
  if (shared.length === columns.length) shared.pop();
  const varying = columns.filter((column) => !shared.includes(column));
  const names = sql.raw(listOf(columns));
  const [constants] = recordsOf(shared, rows);
  const besides =
    shared.length === 0
      ? sql``
      : sql`json_to_record(${JSON.stringify(constants)}::json) as ${sql.raw(`shared(${definitionsOf(table, shared)})`)}, `;
  return sql`insert into ${table} (${names}) select ${names} from ${besides} ${rowsOf(table, varying, rows)} ${then}`;
}

/** Rows as JSON takes them, under the names of their columns; what is null is left out. */
function recordsOf<Key extends string>(
  columns: readonly Key[],
  rows: readonly Partial<Record<Key, unknown>>[],
): Record<string, unknown>[] {
  const names = columns.map((column) => [column, snakeCase(column)] as const);
  return rows.map((row) => {
    const record: Record<string, unknown> = {};
    for (const [column, name] of names) {
      const value = row[column];
      if (value !== undefined && value !== null) record[name] = value;
    }
    return record;
  });
}

function definitionsOf(table: PgTable, columns: readonly string[]): string {
  const known = getTableColumns(table);
  return columns
    .map((column) => `"${snakeCase(column)}" ${known[column]?.getSQLType() ?? 'text'}`)
    .join(', ');
}

function listOf(columns: readonly string[]): string {
  return columns.map((column) => `"${snakeCase(column)}"`).join(', ');
}

function isConstant<Key extends string>(
  column: Key,
  rows: readonly Partial<Record<Key, unknown>>[],
): boolean {
  const first = rows[0]?.[column];
  return rows.every((row) => row[column] === first || comparable(row[column]) === comparable(first));
}

/** Equal for equal instants and for missing values; objects are equal to themselves only. */
function comparable(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : (value ?? null);
}

/** Inserts rows, or makes the rows that are there under the same key as these. */
export function upsertRows<Table extends PgTable>(
  table: Table,
  key: readonly (keyof Row<Table> & string)[],
  columns: readonly (keyof Row<Table> & string)[],
  rows: readonly Partial<Row<Table>>[],
): SQL {
  const changes = columns
    .filter((column) => !key.includes(column))
    .map((column) => `"${snakeCase(column)}" = excluded."${snakeCase(column)}"`);
  const then = `on conflict (${listOf(key)}) do update set ${changes.join(', ')}`;
  return insertRows(table, columns, rows, sql.raw(then));
}

/**
 * `column = any(…)` of texts sent as one parameter. An array made before the plan runs, so that the index is used
 * whatever the planner believes of the table; `in (select …)` may scan it whole.
 */
export function isAnyOf(column: AnyPgColumn, values: readonly string[]): SQL {
  const list = sql`select value from json_array_elements_text(${JSON.stringify(values)}::json)`;
  return sql`${column} = any(array(${list})::${sql.raw(column.getSQLType())}[])`;
}

/**
 * Whole rows of a table, sent as one JSON value: for thousands of rows several times faster than a value per cell.
 * Not for `numeric` columns, which JSON would round.
 */
export async function selectRows<Table extends PgTable>(
  executor: Executor,
  table: Table,
  where: SQL,
  locking: SQL = sql``,
): Promise<InferSelectModel<Table>[]> {
  const [answer] = await queryRows<{ rows: string }>(
    executor,
    sql`select ${rowsAsText(table, where, locking)} as rows`,
  );
  return readRows(table, answer?.rows ?? '[]');
}

/** The same as one value of a statement that asks for several things at once; `readRows` reads it. */
export function rowsAsText(table: PgTable, where: SQL, locking: SQL = sql``): SQL {
  // Arrays, not objects: the names of fifty columns in each row are most of the text.
  const values = sql.raw(listOf(Object.keys(getTableColumns(table))));
  return sql`(select coalesce(json_agg(json_build_array(${values})), '[]')::text
    from (select * from ${table} where ${where} ${locking}) as found)`;
}

export function readRows<Table extends PgTable>(table: Table, text: string): InferSelectModel<Table>[] {
  const columns = Object.entries(getTableColumns(table)).map(
    ([name, column]) => [name, column.dataType === 'date'] as const,
  );
  return (JSON.parse(text) as unknown[][]).map((found) => {
    const row: Record<string, unknown> = {};
    let index = 0;
    for (const [name, isInstant] of columns) {
      row[name] = isInstant ? instantOf(found[index]) : found[index];
      index += 1;
    }
    return row as InferSelectModel<Table>;
  });
}

/** A row as JSON shows it, with the names and the instants of the table's columns. */
export function reviveRow(columns: Record<string, AnyPgColumn>, found: Record<string, unknown>): object {
  const row: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(columns)) {
    const value = found[snakeCase(name)];
    row[name] = column.dataType === 'date' ? instantOf(value) : value;
  }
  return row;
}

function instantOf(value: unknown): unknown {
  return typeof value === 'string' ? new Date(value) : value;
}

export function columnName(column: string): SQL {
  return sql.identifier(snakeCase(column)) as unknown as SQL;
}

const snakeCases = new Map<string, string>();

function snakeCase(name: string): string {
  const known = snakeCases.get(name);
  if (known !== undefined) return known;
  const made = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakeCases.set(name, made);
  return made;
}
