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
  /** The page that this entry is on, or was, counted from the latest. */
  around?: SpendCursor | undefined;
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
  const { limit, around, olderThan, newerThan } = request;
  if (around) return pageAround(ctx, around, limit);
  const entries = newerThan
    ? (await page(ctx, limit, after(newerThan, '>'), 'asc')).reverse()
    : await page(ctx, limit, olderThan && after(olderThan, '<'), 'desc');
  // Newer ones that are fewer than a page: the first page, whole.
  if (newerThan && entries.length < limit) return listSpend(ctx, { limit });
  const [first] = entries;
  return { entries, ...(await counts(ctx, first && cursorOf(first))) };
}

async function pageAround(ctx: Context, entry: SpendCursor, limit: number): Promise<SpendPage> {
  const { total, newer } = await counts(ctx, entry);
  // What was the only entry of the last page may be gone.
  const place = Math.max(0, Math.min(newer, total - 1));
  const start = place - (place % limit);
  return { entries: await page(ctx, limit, undefined, 'desc', start), total, newer: start };
}

/** How many entries there are, and how many of them before this one. */
async function counts(
  ctx: Context,
  entry: SpendCursor | undefined,
): Promise<Pick<SpendPage, 'total' | 'newer'>> {
  const newer = entry ? sql`count(*) filter (where ${after(entry, '>')})` : sql`count(*)`;
  const [row] = await queryRows<{ total: number; newer: number }>(
    ctx.db,
    sql`select count(*)::int as total, (${newer})::int as newer from ${spend} where ${counting(ctx)}`,
  );
  return row ?? { total: 0, newer: 0 };
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
  offset = 0,
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
    .limit(limit)
    .offset(offset);
}

function after({ recordedAt, toOn, spendKey }: SpendCursor, compare: '<' | '>'): SQL {
  return sql`(${spend.recordedAt}, ${spend.toOn}, ${spend.spendKey}) ${sql.raw(compare)}
    (${recordedAt}::timestamptz, ${toOn}::date, ${spendKey}::text)`;
}
