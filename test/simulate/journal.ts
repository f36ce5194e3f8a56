import { sql } from 'drizzle-orm';
import { type Executor, queryRows } from '../../src/db/client.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How a row was after a change, in the words of the database. */
interface Entry {
  at: number;
  key: string;
  row: Record<string, unknown>;
}

export interface Journal {
  /** Every state in which a handoff was, in order. */
  entries: Entry[];
  /** Takes in what has changed since it was last called. */
  read(): Promise<void>;
}

/** Keeps every state that a handoff was in, which the database itself forgets. */
export async function keepJournal(db: Executor, time: VirtualTime): Promise<Journal> {
  for (const statement of [
    `create table if not exists sim_journal (entry bigserial primary key, key text, row jsonb)`,
    `create or replace function sim_note() returns trigger language plpgsql as $$
      begin
        insert into sim_journal (key, row) values (new.handoff_id, to_jsonb(new));
        return null;
      end $$`,
    `create or replace trigger sim_note after insert or update on handoffs for each row execute function sim_note()`,
  ]) {
    await db.execute(sql.raw(statement));
  }
  const entries: Entry[] = [];
  return {
    entries,
    async read() {
      const rows = await queryRows<Omit<Entry, 'at'>>(
        db,
        sql`with gone as (delete from sim_journal returning *) select key, row from gone order by entry`,
      );
      for (const row of rows) entries.push({ ...row, at: time.ms() });
    },
  };
}
