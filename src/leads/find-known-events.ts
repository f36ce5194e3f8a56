import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { queryRows } from '../db/client.ts';
import { stageChanges } from '../db/schema.ts';
import type { FactKey } from './fact.ts';

/** Which of the event ids the ledger knows already. All keys must be of one origin. */
export async function findKnownEvents(ctx: Context, keys: readonly FactKey[]): Promise<Set<string>> {
  const [first] = keys;
  if (!first) return new Set();
  const rows = await queryRows<{ event_id: string }>(
    ctx.db,
    sql`select event_id from ${stageChanges}
        where workspace_id = ${ctx.workspaceId} and origin = ${first.origin}
          and ${isAnyOf(
            stageChanges.eventId,
            keys.map((key) => key.eventId),
          )}`,
  );
  return new Set(rows.map((row) => row.event_id));
}
