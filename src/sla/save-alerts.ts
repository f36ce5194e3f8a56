import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../context.ts';
import { columnName, insertRows, rowsOf } from '../db/bulk.ts';
import { auditLog, handoffs } from '../db/schema.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { refreshDeliveries } from '../outbox/refresh-deliveries.ts';
import { beginTurns, endTurns } from '../routing/turns.ts';
import { notingDays } from './changed-days.ts';
import type { Consequences, Handoff } from './shift.ts';

/** Writes down what follows for turns, messages and the record. */
export async function saveConsequences(ctx: Context, out: Consequences): Promise<void> {
  for (const ended of Map.groupBy(out.ended, ({ ended: kind, why }) => `${kind}\u0000${why}`).values()) {
    const [first] = ended;
    if (!first) continue;
    await endTurns(
      ctx,
      ended.map(({ handoffId }) => handoffId),
      { ended: first.ended, endedWhy: first.why },
    );
  }
  await beginTurns(ctx, out.begun);
  if (out.stale.size > 0) await refreshDeliveries(ctx, [...out.stale]);
  await enqueueDeliveries(ctx, out.owed);
  if (out.stayed.length === 0) return;
  const rows = out.stayed.map(({ handoffId, leadId, why }) => ({
    ...{ workspaceId: ctx.workspaceId, auditId: uuidv7(), at: ctx.now(), actorId: null },
    ...{ action: 'lead stayed', subject: leadId, detail: { handoffId, why } },
  }));
  const columns = ['workspaceId', 'auditId', 'at', 'actorId', 'action', 'subject', 'detail'] as const;
  await ctx.db.execute(insertRows(auditLog, columns, rows));
}

/** What an alert may change of a handoff. */
const ALERT_COLUMNS = [
  'alerting',
  'policyId',
  'routedTo',
  'holderId',
  'holderWhy',
  'turn',
  'handedOverAt',
  'dueAt',
  'turnDueAt',
  'remindAts',
  'remindedAt',
  'mutedUntil',
  'routeAt',
  'breachNotedAt',
  'breachHolderId',
  'chainStep',
  'chainAt',
  'handOns',
  'contactRemindedAt',
  'contactBreachNotedAt',
  'nextAlertAt',
] as const satisfies readonly (keyof Handoff)[];

export async function saveAlerts(ctx: Context, changed: readonly Handoff[]): Promise<void> {
  if (changed.length === 0) return;
  const columns = ALERT_COLUMNS.map((column) => columnName(column));
  const changes = columns.map((column) => sql`${column} = input.${column}`);
  await ctx.db.execute(sql`
    ${notingDays(ctx, changed)}
    update ${handoffs} as h set ${sql.join(changes, sql`, `)}
    from ${rowsOf(handoffs, ['workspaceId', 'handoffId', ...ALERT_COLUMNS], changed)}
    where h.workspace_id = input.workspace_id and h.handoff_id = input.handoff_id`);
}
