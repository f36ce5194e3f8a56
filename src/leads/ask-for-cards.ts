import { and, asc, eq, gt, gte, lt, not, type SQL, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { handoffs, stageChanges } from '../db/schema.ts';
import { refold } from './bring-up-to-date.ts';
import { isErased } from './is-erased.ts';
import { lockLeads } from './lock-leads.ts';

export interface Untold {
  /** Open MQLs that nobody is told of: those opened since an instant, and the others. */
  recent: number;
  older: number;
}

const LEADS_AT_ONCE = 500;

/** How many open MQLs of an origin nobody is told of. */
export async function countUntold(ctx: Context, origin: string, since: Date): Promise<Untold> {
  const [counts] = await ctx.db
    .select({
      recent: sql<number>`(count(*) filter (where ${gte(handoffs.openedAt, since)}))::int`,
      older: sql<number>`(count(*) filter (where ${lt(handoffs.openedAt, since)}))::int`,
    })
    .from(handoffs)
    .where(isUntold(ctx, origin));
  return counts ?? { recent: 0, older: 0 };
}

/**
 * Asks for cards of the open MQLs of an origin that nobody is told of, those opened since `since`, or all. A bounded number
 * at a time; doing it again finds only what is left. Returns how many there were.
 */
export async function askForCards(ctx: Context, origin: string, since: Date | undefined): Promise<number> {
  let count = 0;
  for (let after: string | undefined; ; ) {
    const chunk = await ctx.db
      .select({ handoffId: handoffs.handoffId, leadId: handoffs.leadId })
      .from(handoffs)
      .where(
        and(
          isUntold(ctx, origin),
          since && gte(handoffs.openedAt, since),
          after === undefined ? undefined : gt(handoffs.handoffId, after),
        ),
      )
      .orderBy(asc(handoffs.handoffId))
      .limit(LEADS_AT_ONCE);
    const last = chunk.at(-1);
    if (!last) return count;
    await retryingDeadlocks(() => inTransaction(ctx, (tx) => askFor(tx, chunk)));
    count += chunk.length;
    after = last.handoffId;
  }
}

async function askFor(ctx: Context, chunk: readonly { handoffId: string; leadId: string }[]): Promise<void> {
  const leadIds = chunk.map(({ leadId }) => leadId);
  await lockLeads(ctx, leadIds);
  const chosen = isAnyOf(
    handoffs.handoffId,
    chunk.map(({ handoffId }) => handoffId),
  );
  await ctx.db.execute(sql`
    update ${stageChanges} as c set alert = true from ${handoffs}
    where c.workspace_id = ${ctx.workspaceId} and ${eq(handoffs.workspaceId, ctx.workspaceId)} and ${chosen}
      and ${eq(handoffs.state, 'open')}
      and c.origin = ${handoffs.openingOrigin} and c.event_id = ${handoffs.openingEventId}`);
  await refold(ctx, leadIds, ctx.now());
}

function isUntold(ctx: Context, origin: string): SQL {
  return and(
    eq(handoffs.workspaceId, ctx.workspaceId),
    eq(handoffs.state, 'open'),
    not(handoffs.alerting),
    not(isErased),
    eq(handoffs.openingOrigin, origin),
  ) as SQL;
}
