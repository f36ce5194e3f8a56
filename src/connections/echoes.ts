import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { stageChanges } from '../db/schema.ts';
import { valueKey } from '../leads/value-key.ts';
import type { CrmEvent } from './crm-event.ts';
import { type OwnWrites, settledWrites } from './own-writes.ts';

type Reported = Extract<CrmEvent, { kind: 'reported' | 'described' }>;

interface KnownValue {
  lead_id: string;
  event_id: string;
  reported: string;
  occurred_at: string;
}

/**
 * A snapshot tells where a lead stands, not that it moved: one that repeats the value known from before, by the CRM's word
 * or by our writing, says only what is new of the lead. Otherwise a CRM that has not heard of a decision yet would hand the lead over again.
 */
export async function withoutEchoes(
  ctx: Context,
  origin: string,
  events: readonly Reported[],
  writes: OwnWrites = new Map(),
): Promise<Reported[]> {
  const snapshots = events.filter((event) => event.kind === 'reported' && event.isSnapshot);
  if (snapshots.length === 0) return [...events];
  const known = Map.groupBy(await knownValues(ctx, origin, snapshots), (row) => row.lead_id);
  const earlier = new Map<string, { at: number; eventId: string; value: string }[]>(
    [...known].map(([leadId, rows]) => [
      leadId,
      rows.map((row) => ({
        at: new Date(row.occurred_at).getTime(),
        eventId: row.event_id,
        value: valueKey(row.reported),
      })),
    ]),
  );
  return events
    .toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
    .map((event) => {
      if (event.kind !== 'reported') return event;
      const { eventId, leadId, occurredAt, lead = {} } = event;
      const at = occurredAt.getTime();
      const before = (earlier.get(leadId) ?? []).filter((one) => one.at <= at && one.eventId !== eventId);
      const ours = settledWrites(writes, leadId)
        .filter(({ since }) => since <= at)
        .map((write) => ({ at: write.since, value: write.value }));
      const last = [...before, ...ours].toSorted((a, b) => a.at - b.at).at(-1);
      const value = valueKey(event.value);
      if (event.isSnapshot && last?.value === value)
        return { kind: 'described', eventId, leadId, occurredAt, lead };
      earlier.set(leadId, [...(earlier.get(leadId) ?? []), { at, eventId, value }]);
      return event;
    });
}

/** What this origin has said of where these leads stand. */
function knownValues(ctx: Context, origin: string, events: readonly Reported[]): Promise<KnownValue[]> {
  const ids = JSON.stringify([...new Set(events.map(({ leadId }) => leadId))]);
  return queryRows<KnownValue>(
    ctx.db,
    sql`select lead_id, event_id, reported, to_json(occurred_at) #>> '{}' as occurred_at from ${stageChanges}
        where workspace_id = ${ctx.workspaceId} and origin = ${origin} and reported <> ''
          and kind in ('stage', 'unmapped') and event_id not like 'rule:%'
          and lead_id = any(array(select value from json_array_elements_text(${ids}::json)))`,
  );
}
