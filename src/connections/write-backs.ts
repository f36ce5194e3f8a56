import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { connections, deliveries, handoffs, leads, members, stageChanges } from '../db/schema.ts';
import { ConflictError } from '../errors.ts';
import { loadProgress } from '../leads/lead-progress.ts';
import { type ClaimedDelivery, crmRecipient } from '../outbox/delivery.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { oweWriteBacks } from '../outbox/owe-write-backs.ts';
import { recordAudit } from '../team/audit.ts';
import { requireAdmin, requireManager } from '../team/permissions.ts';
import { getWorkspace } from '../team/workspace.ts';
import type { Stage } from '../vocabulary.ts';
import { type Connection, lockConnection } from './connection.ts';
import type { CrmEvent } from './crm-event.ts';
import { valueKey } from './stage-of-value.ts';

/** How a lead stands with us, for a CRM to say the same. */
export interface WantedLead {
  leadId: string;
  stage: Stage;
  /** The CRM itself said so, and nothing was written since: there is nothing to tell it of the stage. */
  isTheirs: boolean;
  since: Date;
  reason: string | null;
  note: string | null;
  contactedAt: Date | null;
  /** The address of whoever has it, where that is somebody else than the CRM says. */
  ownerEmail: string | null;
  /** What we know the CRM to say: its own last word, and what was written since. */
  known: string[];
}

/** How the lead of a handoff stands. Undefined: there is nothing to say any more, since the lead is gone, erased or in no stage. */
export async function wantedLead(
  ctx: Context,
  connectionId: string,
  handoffId: string,
  { payload }: Pick<ClaimedDelivery, 'payload'>,
): Promise<WantedLead | undefined> {
  const mine = eq(handoffs.workspaceId, ctx.workspaceId);
  const [row] = await ctx.db
    .select({ handoff: handoffs, lead: leads, holderEmail: members.email })
    .from(handoffs)
    .innerJoin(leads, and(eq(leads.workspaceId, handoffs.workspaceId), eq(leads.leadId, handoffs.leadId)))
    .leftJoin(
      members,
      and(eq(members.workspaceId, handoffs.workspaceId), eq(members.userId, handoffs.holderId)),
    )
    .where(and(mine, eq(handoffs.handoffId, handoffId)));
  if (!row || row.lead.erasedAt) return undefined;
  const { handoff, lead, holderEmail } = row;
  const progress = (await loadProgress(ctx, [lead.leadId])).get(lead.leadId);
  if (!progress) return undefined;
  const said = await lastSaid(ctx, connectionId, lead.leadId);
  const { values = [] } = payload as Written;
  const writtenAt = values.length > 0 ? new Date(values.at(-1)?.at ?? 0) : undefined;
  const isOwners = holderEmail?.toLowerCase() === lead.ownerEmail?.toLowerCase();
  const { rejectionReasons } = await getWorkspace(ctx);
  const isDown = progress.stage === 'rejected' || progress.stage === 'recycled';
  return {
    ...{ leadId: lead.leadId, stage: progress.stage, since: progress.since },
    isTheirs: progress.fact.origin === connectionId && !(writtenAt && writtenAt > progress.recordedAt),
    reason: isDown
      ? (rejectionReasons.find(({ key }) => key === handoff.reason)?.label ?? handoff.reason)
      : null,
    note: isDown ? handoff.note : null,
    contactedAt: handoff.contactedAt,
    ownerEmail: isOwners ? null : holderEmail,
    known: [said, ...values.map(({ value }) => value)].filter((value) => value !== undefined),
  };
}

async function lastSaid(ctx: Context, origin: string, leadId: string): Promise<string | undefined> {
  const [last] = await ctx.db
    .select({ reported: stageChanges.reported })
    .from(stageChanges)
    .where(
      and(
        ...[eq(stageChanges.workspaceId, ctx.workspaceId), eq(stageChanges.leadId, leadId)],
        ...[eq(stageChanges.origin, origin), inArray(stageChanges.kind, ['stage', 'unmapped'])],
        sql`${stageChanges.reported} <> ''`,
      ),
    )
    .orderBy(desc(stageChanges.occurredAt), desc(stageChanges.eventId))
    .limit(1);
  return last?.reported ?? undefined;
}

/** What is kept of what was written: so that the same is not written twice, and is known when the CRM tells of it. */
interface Written {
  /** The latest that was written whole. */
  done?: string;
  values?: { value: string; at: string }[];
}

const MOST_KEPT = 10;

/** Whether exactly this was written last. */
export function isWritten({ payload }: Pick<ClaimedDelivery, 'payload'>, version: string): boolean {
  return (payload as Written).done === version;
}

/** Before it is written: these values will be told back to us. */
export async function noteWriting(
  ctx: Context,
  { deliveryId, payload }: Pick<ClaimedDelivery, 'deliveryId' | 'payload'>,
  values: readonly string[],
): Promise<void> {
  const at = ctx.now().toISOString();
  const known = (payload as Written).values ?? [];
  const all = [...known, ...values.map((value) => ({ value, at }))].slice(-MOST_KEPT);
  await keep(ctx, deliveryId, { values: all });
}

export async function noteWritten(ctx: Context, deliveryId: string, version: string): Promise<void> {
  await keep(ctx, deliveryId, { done: version });
}

async function keep(ctx: Context, deliveryId: string, written: Written): Promise<void> {
  await ctx.db
    .update(deliveries)
    .set({ payload: sql`${deliveries.payload} || ${JSON.stringify(written)}::jsonb` })
    .where(and(eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.deliveryId, deliveryId)));
}

const BEFORE_MS = 60_000;
const AFTER_MS = 3 * 60_000;

/**
 * Without what a CRM tells us of our own writing: the value that we wrote, at about the time. A lead that sales decided
 * and opened again at once would otherwise be decided anew by the echo of the first.
 */
export async function withoutOwnWrites<Event extends CrmEvent>(
  ctx: Context,
  { connectionId, writesBack }: Pick<Connection, 'connectionId' | 'writesBack'>,
  events: readonly Event[],
): Promise<Event[]> {
  if (!writesBack || events.length === 0) return [...events];
  const leadIds = [...new Set(events.map(({ leadId }) => leadId))];
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
  const written = Map.groupBy(
    rows.flatMap(({ leadId, payload }) =>
      ((payload as Written).values ?? []).map((one) => ({ leadId, ...one })),
    ),
    ({ leadId }) => leadId,
  );
  return events.filter((event) => {
    if (event.kind !== 'reported') return true;
    return !written.get(event.leadId)?.some(({ value, at }) => {
      const since = event.occurredAt.getTime() - new Date(at).getTime();
      return valueKey(value) === valueKey(event.value) && since >= -BEFORE_MS && since <= AFTER_MS;
    });
  });
}

/** Tells whoever decided, or has, the lead what the CRM said, beside its card; and whoever connected the CRM. */
export async function noteRefusedWrite(
  ctx: Context,
  { name, connectedBy }: Pick<Connection, 'name' | 'connectedBy'>,
  { deliveryId, handoffId, version }: Pick<ClaimedDelivery, 'deliveryId' | 'handoffId' | 'version'>,
  words: string,
): Promise<void> {
  if (!handoffId) return;
  const [handoff] = await ctx.db
    .select({ decidedBy: handoffs.decidedBy, holderId: handoffs.holderId })
    .from(handoffs)
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.handoffId, handoffId)));
  const concerned = new Set(
    [handoff?.decidedBy ?? handoff?.holderId, connectedBy].filter((id) => id != null),
  );
  await enqueueDeliveries(
    ctx,
    [...concerned].map((recipientId) => ({
      dedupeKey: `write-refused:${deliveryId}:${version}:${recipientId}`,
      ...{ kind: 'write-refused' as const, recipientId, handoffId },
      payload: { name, words, writeBack: deliveryId, beside: 'card' },
    })),
  );
}

/** From now on what happens in Slack is written to the CRM; to begin with, how its open MQLs stand. */
export async function startWritingBack(ctx: Context, connectionId: string): Promise<void> {
  requireAdmin(ctx, 'connect a CRM');
  await inTransaction(ctx, async (tx) => {
    const { name, writesBack, credentials } = await lockConnection(tx, connectionId);
    if (!credentials) throw new ConflictError('Give access to the CRM first: it is written to with that.');
    if (writesBack) return;
    await setWritesBack(tx, connectionId, true);
    await recordAudit(tx, 'writing back started', name, { connectionId });
    await oweWriteBacks(tx, { connectionId });
  });
}

export async function stopWritingBack(ctx: Context, connectionId: string): Promise<void> {
  requireAdmin(ctx, 'connect a CRM');
  await inTransaction(ctx, async (tx) => {
    const { name, writesBack } = await lockConnection(tx, connectionId);
    if (!writesBack) return;
    await setWritesBack(tx, connectionId, false);
    await recordAudit(tx, 'writing back stopped', name, { connectionId });
  });
}

async function setWritesBack(ctx: Context, connectionId: string, writesBack: boolean): Promise<void> {
  await ctx.db
    .update(connections)
    .set({ writesBack })
    .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.connectionId, connectionId)));
}

/** Writes once more what the CRM refused. False: it has been taken meanwhile, or is being tried. */
export async function retryWriteBack(ctx: Context, deliveryId: string): Promise<boolean> {
  if (ctx.actor.kind === 'person' && !ctx.actor.isRep) requireManager(ctx, 'write to the CRM again');
  const owed = await ctx.db
    .update(deliveries)
    .set({ state: 'owed', attempts: 0, runAt: ctx.now(), version: sql`${deliveries.version} + 1` })
    .where(
      and(
        ...[eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.deliveryId, deliveryId)],
        ...[eq(deliveries.kind, 'write-back'), eq(deliveries.state, 'failed')],
      ),
    )
    .returning({ deliveryId: deliveries.deliveryId });
  return owed.length > 0;
}
