import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { deliveries } from '../db/schema.ts';
import type { DeliveryKind } from './delivery.ts';
import type { Foldable } from './fold-into-bundle.ts';

const BUNDLED_KINDS: readonly DeliveryKind[] = [
  'card',
  'reminder',
  'breach',
  'contact-reminder',
  'contact-breach',
  'nobody-eligible',
  'bundle',
];

export interface OwedGroup {
  recipient_id: string;
  kind: DeliveryKind;
  of: string | null;
  count: number;
  to_collect: number;
  waited: number;
}

/** How much is due to whom and could be folded: not posted, not being posted, asked for by nobody. */
export function countOwed(ctx: Context): Promise<OwedGroup[]> {
  return queryRows<OwedGroup>(
    ctx.db,
    sql`select recipient_id, kind, payload->>'of' as of, count(*)::int as count,
          (count(*) filter (where payload->>'collect' is not null and kind <> 'bundle'))::int as to_collect,
          (count(*) filter (where payload->>'waited' is not null))::int as waited
        from ${deliveries} where ${isFoldable(ctx)} group by 1, 2, 3, payload->>'insteadOf'`,
  );
}

/** The same, one by one and locked for this transaction, in the order in which it was owed. */
export async function lockOwed(ctx: Context, recipientIds: readonly string[]): Promise<Foldable[]> {
  const rows = await queryRows<{ id: string; kind: DeliveryKind; to: string; payload: Foldable['payload'] }>(
    ctx.db,
    sql`select delivery_id as id, kind, recipient_id as to, payload from ${deliveries}
        where ${isFoldable(ctx)} and ${isAnyOf(deliveries.recipientId, recipientIds)}
        order by delivery_id for update skip locked`,
  );
  return rows.map(({ id, kind, to, payload }) => ({ deliveryId: id, kind, recipientId: to, payload }));
}

function isFoldable(ctx: Context): SQL {
  return sql`workspace_id = ${ctx.workspaceId} and state = 'owed' and run_at <= ${ctx.now().toISOString()}::timestamptz
    and message_ts is null and posting_since is null and payload->>'asked' is null
    and kind in (${sql.join(
      BUNDLED_KINDS.map((kind) => sql`${kind}`),
      sql`, `,
    )})`;
}
