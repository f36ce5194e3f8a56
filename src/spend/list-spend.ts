import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { spend } from '../db/schema.ts';

export type RecordedSpend = typeof spend.$inferSelect;

/** Where a page of entries begins or ends, in the order of the list. */
export interface SpendCursor {
  recordedAt: string;
  toOn: string;
  spendKey: string;
}

/** The entries right after one (older), or right before it (newer); without either the latest. */
export interface SpendPageRequest {
  limit: number;
  olderThan?: SpendCursor | undefined;
  newerThan?: SpendCursor | undefined;
}

export interface SpendPage {
  entries: RecordedSpend[];
  total: number;
  /** How many entries stand before this page. */
  newer: number;
}

/** The entries that count, those recorded last first. A page costs the same wherever it stands in the list. */
export async function listSpend(ctx: Context, request: SpendPageRequest): Promise<SpendPage> {
  const { limit, olderThan, newerThan } = request;
  const entries = newerThan
    ? (await page(ctx, limit, after(newerThan, '>'), 'asc')).reverse()
    : await page(ctx, limit, olderThan && after(olderThan, '<'), 'desc');
  // Newer ones that are fewer than a page: the first page, whole.
  if (newerThan && entries.length < limit) return listSpend(ctx, { limit });
  const [first] = entries;
  const newer = first ? sql`count(*) filter (where ${after(cursorOf(first), '>')})` : sql`count(*)`;
  const [counts] = await queryRows<{ total: number; newer: number }>(
    ctx.db,
    sql`select count(*)::int as total, (${newer})::int as newer from ${spend} where ${counting(ctx)}`,
  );
  return { entries, total: counts?.total ?? 0, newer: counts?.newer ?? 0 };
}

export function cursorOf({ recordedAt, toOn, spendKey }: RecordedSpend): SpendCursor {
  return { recordedAt: recordedAt.toISOString(), toOn, spendKey };
}

/** What belongs to the workspace and was not taken back. */
export function counting(ctx: Context): SQL {
  return sql`${and(eq(spend.workspaceId, ctx.workspaceId), isNull(spend.deletedAt))}`;
}

function page(
  ctx: Context,
  limit: number,
  where: SQL | undefined,
  order: 'asc' | 'desc',
): Promise<RecordedSpend[]> {
  const direction = sql.raw(order);
  return ctx.db
    .select()
    .from(spend)
    .where(and(counting(ctx), where))
    .orderBy(
      sql`${spend.recordedAt} ${direction}`,
      sql`${spend.toOn} ${direction}`,
      sql`${spend.spendKey} ${direction}`,
    )
    .limit(limit);
}

function after({ recordedAt, toOn, spendKey }: SpendCursor, compare: '<' | '>'): SQL {
  return sql`(${spend.recordedAt}, ${spend.toOn}, ${spend.spendKey}) ${sql.raw(compare)}
    (${recordedAt}::timestamptz, ${toOn}::date, ${spendKey}::text)`;
}
