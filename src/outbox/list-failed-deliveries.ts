import { and, count, desc, eq, gte, max, or } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { deliveries } from '../db/schema.ts';

export interface FailedDeliveries {
  kind: string;
  recipientId: string;
  /** Slack's own word for why. */
  error: string;
  count: number;
}

const LOOK_BACK_MS = 7 * 24 * 3_600_000;
const MOST_SHOWN = 10;
const MANY_ATTEMPTS = 5;

/** What Slack refused for good within the last seven days, or again and again until now, by recipient. */
export async function listFailedDeliveries(ctx: Context): Promise<FailedDeliveries[]> {
  const since = new Date(ctx.now().getTime() - LOOK_BACK_MS);
  const rows = await ctx.db
    .select({
      kind: deliveries.kind,
      recipientId: deliveries.recipientId,
      error: deliveries.lastError,
      count: count(),
    })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.workspaceId, ctx.workspaceId),
        or(
          and(eq(deliveries.state, 'failed'), gte(deliveries.settledAt, since)),
          and(eq(deliveries.state, 'owed'), gte(deliveries.attempts, MANY_ATTEMPTS)),
        ),
      ),
    )
    .groupBy(deliveries.kind, deliveries.recipientId, deliveries.lastError)
    .orderBy(desc(max(deliveries.settledAt)))
    .limit(MOST_SHOWN);
  return rows.map((row) => ({ ...row, error: row.error ?? 'unknown' }));
}
