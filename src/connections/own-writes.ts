import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { deliveries, handoffs } from '../db/schema.ts';
import { valueKey } from '../leads/value-key.ts';
import { type ClaimedDelivery, crmRecipient } from '../outbox/delivery.ts';
import type { Connection } from './connection.ts';
import type { CrmEvent } from './crm-event.ts';

interface WrittenValue {
  value: string;
  at: string;
  /** The CRM has taken it. */
  isTaken?: boolean;
}

/** What is kept of what was written: so that the same is not written twice, and is known when the CRM tells of it. */
interface Written {
  /** The latest that was written whole. */
  done?: string;
  values?: WrittenValue[];
}

type WriteBack = Pick<ClaimedDelivery, 'deliveryId' | 'payload'>;

const MOST_KEPT = 10;

/** What was, or may have been, written, the latest last. */
export function writtenValues({ payload }: Pick<WriteBack, 'payload'>): readonly WrittenValue[] {
  return (payload as Written).values ?? [];
}

/** Whether exactly this was written last. */
export function isWritten({ payload }: Pick<WriteBack, 'payload'>, version: string): boolean {
  return (payload as Written).done === version;
}

/** Before it is written: these values will be told back to us. `taken` notes that the CRM has them. */
export async function noteWriting(
  ctx: Context,
  delivery: WriteBack,
  values: readonly string[],
): Promise<{ taken(version: string): Promise<void> }> {
  const at = ctx.now().toISOString();
  const known = writtenValues(delivery);
  const withThese = (isTaken: object) => ({
    values: shortened([...known, ...values.map((value) => ({ value, at, ...isTaken }))]),
  });
  await keep(ctx, delivery, withThese({}));
  return { taken: (version) => keep(ctx, delivery, { done: version, ...withThese({ isTaken: true }) }) };
}

/** However often the same is tried in vain, what was written before it stays known. */
function shortened(values: readonly WrittenValue[]): WrittenValue[] {
  const kept = [...values];
  while (kept.length > MOST_KEPT) {
    const repeated = kept.findIndex(({ value }, index) =>
      kept.slice(index + 1).some((later) => later.value === value),
    );
    kept.splice(Math.max(0, repeated), 1);
  }
  return kept;
}

async function keep(ctx: Context, { deliveryId }: WriteBack, written: Written): Promise<void> {
  await ctx.db
    .update(deliveries)
    .set({ payload: sql`${deliveries.payload} || ${JSON.stringify(written)}::jsonb` })
    .where(and(eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.deliveryId, deliveryId)));
}

interface OwnWrite {
  /** By `valueKey`. */
  value: string;
  at: number;
  isTaken: boolean;
}

/** By lead, what we have written to the CRM. */
export type OwnWrites = ReadonlyMap<string, readonly OwnWrite[]>;

export async function loadOwnWrites(
  ctx: Context,
  { connectionId, writesBack }: Pick<Connection, 'connectionId' | 'writesBack'>,
  leadIds: readonly string[],
): Promise<OwnWrites> {
  if (!writesBack || leadIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ leadId: handoffs.leadId, payload: deliveries.payload })
    .from(handoffs)
    .innerJoin(
      deliveries,
      and(eq(deliveries.workspaceId, handoffs.workspaceId), eq(deliveries.handoffId, handoffs.handoffId)),
    )
    .where(
      and(
        ...[eq(handoffs.workspaceId, ctx.workspaceId), isAnyOf(handoffs.leadId, leadIds)],
        eq(deliveries.recipientId, crmRecipient(connectionId)),
      ),
    );
  const all = rows.flatMap(({ leadId, payload }) =>
    writtenValues({ payload }).map(({ value, at, isTaken = false }) => ({
      ...{ leadId, value: valueKey(value), at: new Date(at).getTime(), isTaken },
    })),
  );
  return Map.groupBy(all, ({ leadId }) => leadId);
}

const BEFORE_MS = 60_000;
const AFTER_MS = 3 * 60_000;

/**
 * Without what a CRM tells us of our own writing: the value that we wrote, at about the time, and not after we wrote
 * something else. A lead that sales decided and opened again at once would otherwise be decided anew by the echo of the
 * first.
 */
export function withoutOwnWrites<Event extends CrmEvent>(
  events: readonly Event[],
  writes: OwnWrites,
): Event[] {
  return events.filter((event) => {
    if (event.kind !== 'reported') return true;
    const happenedAt = event.occurredAt.getTime();
    const value = valueKey(event.value);
    const ours = writes.get(event.leadId) ?? [];
    return !ours.some((one) => {
      const since = happenedAt - one.at;
      const isReplaced = ours.some(
        (other) => other.at > one.at && other.value !== value && happenedAt > other.at + BEFORE_MS,
      );
      return one.value === value && since >= -BEFORE_MS && since <= AFTER_MS && !isReplaced;
    });
  });
}

/** What the CRM surely says since some instant because we wrote it. */
export function settledWrites(writes: OwnWrites, leadId: string): { value: string; since: number }[] {
  return (writes.get(leadId) ?? [])
    .filter(({ value, isTaken }) => isTaken && value !== '')
    .map(({ value, at }) => ({ value, since: at + AFTER_MS }));
}
