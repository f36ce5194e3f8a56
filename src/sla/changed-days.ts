import { type SQL, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../context.ts';
import { insertRows } from '../db/bulk.ts';
import { changedDays } from '../db/schema.ts';

interface Dated {
  openedAt: Date;
  decidedAt: Date | null;
}

/**
 * `with …` for the statement that writes these handoffs: the days of which it changes figures are noted with it. Give
 * them as they are now and as they were before.
 */
export function notingDays(ctx: Context, written: readonly Dated[]): SQL {
  const rows = changedDayRows(ctx, written);
  if (rows.length === 0) return sql``;
  return sql`with noted as (${insertRows(changedDays, CHANGED_DAY_COLUMNS, rows)})`;
}

export const CHANGED_DAY_COLUMNS = ['workspaceId', 'day', 'changeId'] as const;

/** The same days as rows of their table. */
export function changedDayRows(ctx: Pick<Context, 'workspaceId'>, written: readonly Dated[]) {
  const days = new Set<string>();
  for (const { openedAt, decidedAt } of written) {
    days.add(utcDayOf(openedAt));
    if (decidedAt) days.add(utcDayOf(decidedAt));
  }
  return [...days].map((day) => ({ workspaceId: ctx.workspaceId, day, changeId: uuidv7() }));
}

/**
 * Makes one row of the rows of a day that has more than so many, in all workspaces. The sums stay, so that nobody has to
 * count anything again. Rows that somebody else merges at the same moment are left to them.
 */
export async function mergeChangedDays(
  { db }: Pick<Context, 'db'>,
  { moreThan }: { moreThan: number } = { moreThan: 100 },
): Promise<void> {
  await db.execute(sql`
    with many as (
      select workspace_id, day from ${changedDays} group by workspace_id, day having count(*) > ${moreThan}::int
    ), chosen as (
      select c.workspace_id, c.day, c.change_id from ${changedDays} c join many using (workspace_id, day)
      for update of c skip locked
    ), gone as (
      delete from ${changedDays} c using chosen
      where c.workspace_id = chosen.workspace_id and c.day = chosen.day and c.change_id = chosen.change_id
      returning c.workspace_id, c.day, c.changes
    )
    insert into ${changedDays} (workspace_id, day, change_id, changes)
    select workspace_id, day, gen_random_uuid(), sum(changes) from gone group by workspace_id, day`);
}

function utcDayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
