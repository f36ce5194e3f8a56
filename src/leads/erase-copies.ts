import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf, rowsOf } from '../db/bulk.ts';
import { auditLog, connections, reportedValues } from '../db/schema.ts';
import { getWorkspace } from '../team/workspace.ts';
import type { RecordedFact } from './fact.ts';
import { isMergeId } from './merge-id.ts';
import { valueKey } from './value-key.ts';

/** What the audit log calls it. */
export const ERASED = 'lead erased';

/** What an entry of the audit log may say of a lead that was erased: ids, stages and instants, nothing that was typed. */
const KEPT_IN_AUDIT = ['handoffId', 'from', 'to', 'was', 'wasBy', 'stage', 'until'];

/** Clears what is kept of these leads outside their own rows: the audit log, and what their connections received. */
export async function eraseCopies(
  ctx: Context,
  leadIds: readonly string[],
  handoffIds: readonly string[],
  ledger: readonly RecordedFact[],
): Promise<void> {
  // What was said of a lead before it was merged stands under its old id.
  const isMerged = ledger.some(({ eventId }) => isMergeId(eventId));
  await eraseAudit(ctx, leadIds, isMerged ? handoffIds : []);
  const origins = [...new Set(ledger.map(({ origin }) => origin))];
  // It may be theirs, and is encrypted: nobody can tell. The next one takes its place.
  await ctx.db
    .update(connections)
    .set({ lastPayload: null, refusedWhy: null })
    .where(and(eq(connections.workspaceId, ctx.workspaceId), inArray(connections.connectionId, origins)));
  await eraseReportedValues(ctx, ledger);
}

async function eraseAudit(
  ctx: Context,
  leadIds: readonly string[],
  handoffIds: readonly string[],
): Promise<void> {
  const { rejectionReasons } = await getWorkspace(ctx);
  const kept = JSON.stringify(KEPT_IN_AUDIT);
  const reasons = JSON.stringify(rejectionReasons.map(({ key }) => key));
  await ctx.db
    .update(auditLog)
    .set({
      detail: sql`(select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(${auditLog.detail})
        where ${kept}::jsonb @> to_jsonb(key) or (key = 'reason' and ${reasons}::jsonb @> value))`,
    })
    .where(
      and(
        eq(auditLog.workspaceId, ctx.workspaceId),
        ne(auditLog.action, ERASED),
        handoffIds.length === 0
          ? isAnyOf(auditLog.subject, leadIds)
          : or(
              isAnyOf(auditLog.subject, leadIds),
              inArray(sql`${auditLog.detail}->>'handoffId'`, [...handoffIds]),
            ),
      ),
    );
}

/** Values that nobody but these leads had, and that mean nothing: somebody may have written about them there. */
async function eraseReportedValues(ctx: Context, ledger: readonly RecordedFact[]): Promise<void> {
  const counts = new Map<string, { connectionId: string; value: string; seen: number }>();
  for (const fact of ledger) {
    if (fact.kind !== 'unmapped') continue;
    const { origin: connectionId } = fact;
    const value = valueKey(fact.reported);
    const name = JSON.stringify([connectionId, value]);
    const seen = (counts.get(name)?.seen ?? 0) + 1;
    counts.set(name, { connectionId, value, seen });
  }
  if (counts.size === 0) return;
  const rows = [...counts.values()];
  await ctx.db.execute(sql`
    delete from ${reportedValues} as v
    using ${rowsOf(reportedValues, ['connectionId', 'value', 'seen'], rows)}
    where v.workspace_id = ${ctx.workspaceId} and v.connection_id = input.connection_id
      and v.value = input.value and v.seen <= input.seen
      and not exists (select 1 from ${connections} as c where c.workspace_id = v.workspace_id
        and c.connection_id = v.connection_id and jsonb_exists(c.stages, v.value))`);
}
