import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { connections, deliveries, handoffs, leads, members, stageChanges } from '../db/schema.ts';
import { ConflictError } from '../errors.ts';
import { loadProgress } from '../leads/lead-progress.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { oweWriteBacksAnew } from '../outbox/owe-write-backs.ts';
import { recordAudit } from '../team/audit.ts';
import { requireAdmin, requireManager } from '../team/permissions.ts';
import { getWorkspace } from '../team/workspace.ts';
import type { Stage } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { type Connection, lockConnection } from './connection.ts';
import { writtenValues } from './own-writes.ts';

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
  delivery: Pick<ClaimedDelivery, 'payload'>,
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
  const values = writtenValues(delivery);
  const last = values.at(-1);
  const writtenAt = last && new Date(last.at);
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

/**
 * Tells whoever decided, or has, the lead what the CRM said, beside its card, and whoever connected the CRM: once for
 * what was to be written (`version`), and once more whenever somebody has had it tried again.
 */
export async function noteRefusedWrite(
  ctx: Context,
  { name, connectedBy }: Pick<Connection, 'name' | 'connectedBy'>,
  { deliveryId, handoffId, payload }: Pick<ClaimedDelivery, 'deliveryId' | 'handoffId' | 'payload'>,
  { version, words }: { version: string; words: string },
): Promise<void> {
  if (!handoffId) return;
  const [handoff] = await ctx.db
    .select({ decidedBy: handoffs.decidedBy, holderId: handoffs.holderId })
    .from(handoffs)
    .innerJoin(leads, and(eq(leads.workspaceId, handoffs.workspaceId), eq(leads.leadId, handoffs.leadId)))
    .where(
      and(
        ...[eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.handoffId, handoffId)],
        isNull(leads.erasedAt),
      ),
    );
  if (!handoff) return;
  const concerned = new Set([handoff.decidedBy ?? handoff.holderId, connectedBy].filter((id) => id != null));
  const occasion = `${deliveryId}:${version}:${payload[RETRIED] ?? 0}`;
  await enqueueDeliveries(
    ctx,
    [...concerned].map((recipientId) => ({
      dedupeKey: `write-refused:${occasion}:${recipientId}`,
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
    if (!credentials)
      throw new ConflictError(say('Give access to the CRM first: it is written to with that.'));
    if (writesBack) return;
    await setWritesBack(tx, connectionId, true);
    await recordAudit(tx, 'writing back started', name, { connectionId });
    await oweWriteBacksAnew(tx, { connectionId });
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

/** How often somebody has had it tried again. */
const RETRIED = 'retried';

/** Writes once more what the CRM refused. False: it has been taken meanwhile, or is being tried. */
export async function retryWriteBack(ctx: Context, deliveryId: string): Promise<boolean> {
  if (ctx.actor.kind === 'person' && !ctx.actor.isRep) requireManager(ctx, 'write to the CRM again');
  const owed = await ctx.db
    .update(deliveries)
    .set({
      ...{ state: 'owed', attempts: 0, runAt: ctx.now(), version: sql`${deliveries.version} + 1` },
      payload: sql`${deliveries.payload} || jsonb_build_object(${RETRIED}::text,
        coalesce((${deliveries.payload} ->> ${RETRIED}::text)::int, 0) + 1)`,
    })
    .where(
      and(
        ...[eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.deliveryId, deliveryId)],
        ...[eq(deliveries.kind, 'write-back'), eq(deliveries.state, 'failed')],
      ),
    )
    .returning({ deliveryId: deliveries.deliveryId });
  return owed.length > 0;
}
