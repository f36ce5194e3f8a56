import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { sql } from 'drizzle-orm';
import type { Executor } from '../../src/db/client.ts';

export interface Duck {
  ask(statement: string): Promise<void>;
  close(): Promise<void>;
}

const COLUMNS = [
  ...['workspace_id', 'state', 'opened_at', 'decided_at', 'due_at', 'source', 'campaign', 'reason'],
  ...['decided_by', 'holder_id', 'contacted_at', 'calendar_seconds', 'working_seconds'],
];

/** The handoffs of this Postgres in a DuckDB of their own, in memory, with the columns that the questions read. */
export async function duckOf(db: Executor): Promise<Duck> {
  const folder = await mkdtemp(path.join(tmpdir(), 'funnel-bench-'));
  await chmod(folder, 0o777);
  const file = path.join(folder, 'handoffs.csv');
  await db.execute(
    sql.raw(`copy (select ${COLUMNS.join(', ')} from handoffs) to '${file}' with (format csv, header)`),
  );
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`create table handoffs as select * from read_csv('${file}', header = true, types = {
    'opened_at': 'TIMESTAMP', 'decided_at': 'TIMESTAMP', 'due_at': 'TIMESTAMP', 'contacted_at': 'TIMESTAMP'})`);
  await rm(folder, { recursive: true });
  return {
    async ask(statement) {
      await (await connection.run(statement)).getRows();
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
