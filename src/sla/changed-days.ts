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
  const days = new Set<string>();
  for (const { openedAt, decidedAt } of written) {
    days.add(utcDayOf(openedAt));
    if (decidedAt) days.add(utcDayOf(decidedAt));
  }
  if (days.size === 0) return sql``;
  const rows = [...days].map((day) => ({ workspaceId: ctx.workspaceId, day, changeId: uuidv7() }));
  return sql`with noted as (${insertRows(changedDays, ['workspaceId', 'day', 'changeId'], rows)})`;
}

function utcDayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
