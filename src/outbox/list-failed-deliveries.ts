import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { deliveries } from '../db/schema.ts';
import { REFUSES_APP } from './refusals.ts';

export interface FailedDeliveries {
  /** Null where the fault lies with the app, whatever it posts to whomever. */
  kind: string | null;
  recipientId: string | null;
  /** Slack's own word for why. */
  error: string;
  /** Whether it is tried again. */
  isOwed: boolean;
  count: number;
}

const LOOK_BACK_MS = 7 * 24 * 3_600_000;
const MOST_SHOWN = 10;
const MANY_ATTEMPTS = 5;

/** What Slack refused for good within the last seven days, or again and again until now, by recipient. */
export async function listFailedDeliveries(ctx: Context): Promise<FailedDeliveries[]> {
  const since = new Date(ctx.now().getTime() - LOOK_BACK_MS).toISOString();
  const refusesApp = sql`last_error in (${sql.join(
    REFUSES_APP.map((code) => sql`${code}`),
    sql`, `,
  )})`;
  return queryRows<FailedDeliveries>(
    ctx.db,
    sql`select case when not ${refusesApp} then kind end as kind,
          case when not ${refusesApp} then recipient_id end as "recipientId",
          last_error as error, state = 'owed' as "isOwed", count(*)::int as count
        from (select kind, recipient_id, coalesce(last_error, 'unknown') as last_error, state, attempts, settled_at
          from ${deliveries}
          where workspace_id = ${ctx.workspaceId}
            and ((state = 'failed' and settled_at >= ${since}::timestamptz) or state = 'owed')) as troubled
        where state = 'failed' or attempts >= ${MANY_ATTEMPTS} or (${refusesApp} and attempts > 0)
        group by 1, 2, 3, 4
        order by bool_or(${refusesApp}) desc, max(settled_at) desc nulls first
        limit ${MOST_SHOWN}`,
  );
}
