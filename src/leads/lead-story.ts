import { and, asc, eq, type SQL } from 'drizzle-orm';
import { actorId, type Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { auditLog, deliveries, handoffs, leads, turns } from '../db/schema.ts';
import { invariant, NotAllowedError, NotFoundError } from '../errors.ts';
import type { ClaimedDelivery } from '../outbox/delivery.ts';
import { requireColleague } from '../team/permissions.ts';
import { reasonLabel } from '../team/shown-defaults.ts';
import { getWorkspace } from '../team/workspace.ts';
import type { RoutedTo, TurnEnd } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import type { RecordedFact } from './fact.ts';
import { getCards, type LeadCard } from './lead-card.ts';
import { type LeadProgress, loadProgress } from './lead-progress.ts';
import { loadFacts } from './ledger.ts';
import { hasAdded, requireMayMove } from './require-may-move.ts';

/** One thing that happened with a lead, or was said about it. */
export type StoryEntry = { at: Date } & (
  | { kind: 'fact'; fact: RecordedFact; reasonLabel: string | undefined }
  | {
      kind: 'turn';
      turn: number;
      routedTo: RoutedTo;
      holderId: string | null;
      why: string;
      by: string | null;
    }
  | { kind: 'turn-end'; holderId: string | null; ended: TurnEnd; by: string | null; why: string | null }
  | { kind: 'message'; message: StoryMessage }
  | { kind: 'audit'; action: string; by: string | null; detail: Record<string, unknown> }
);

export interface StoryMessage {
  kind: ClaimedDelivery['kind'];
  recipientId: string;
  state: ClaimedDelivery['state'];
  lastError: string | null;
}

export interface LeadStory {
  /** How its latest handoff stands; undefined: it was never handed over. */
  card: LeadCard | undefined;
  leadId: string;
  lead: typeof leads.$inferSelect;
  /** The stage that it is in now, where it is in one. */
  progress: LeadProgress | undefined;
  /** Whether its reader may say what became of it. */
  mayMove: boolean;
  /** In the order in which it happened. */
  entries: StoryEntry[];
}

/** What the ledger and the turns do not tell already. */
const TOLD_BY_AUDIT = new Set(['lead stayed', 'lead snoozed', 'decision corrected', 'lead erased']);

/**
 * Everything that happened with a lead, was said of it and to whom.
 * @throws {NotAllowedError} except to managers, admins and whoever holds or held it; {NotFoundError} for an unknown id.
 */
export async function leadStory(ctx: Context, leadId: string): Promise<LeadStory> {
  requireColleague(ctx);
  const mine = and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.leadId, leadId));
  const spells = await ctx.db.select().from(handoffs).where(mine).orderBy(asc(handoffs.openedAt));
  const ids = spells.map((handoff) => handoff.handoffId);
  const held = await loadTurns(ctx, ids);
  const isManager = ctx.actor.kind === 'system' || ctx.actor.isManager;
  const me = actorId(ctx);
  const isMine = [...held, ...spells].some(({ holderId }) => holderId !== null && holderId === me);
  if (!isManager && !isMine && !(await hasAdded(ctx, leadId))) {
    throw new NotAllowedError(say('Only managers, admins and whoever has or had a lead can see its story.'));
  }
  const facts = (await loadFacts(ctx, [leadId])).get(leadId) ?? [];
  if (facts.length === 0) {
    throw new NotFoundError(
      say('I know no lead {id}. Give the id that your CRM uses for it.', { id: leadId }),
    );
  }
  const [lead] = await ctx.db
    .select()
    .from(leads)
    .where(and(eq(leads.workspaceId, ctx.workspaceId), eq(leads.leadId, leadId)));
  invariant(lead, 'a lead with facts is there');
  const progress = (await loadProgress(ctx, [leadId])).get(leadId);
  const mayMove = progress !== undefined && (await isAllowed(requireMayMove(ctx, { ...lead, ...progress })));
  const latest = spells.findLast((handoff) => handoff.state !== 'void') ?? spells.at(-1);
  const [card] = latest ? await getCards(ctx, [latest.handoffId]) : [];
  const entries = [
    ...(await factEntries(ctx, facts)),
    ...turnEntries(held),
    ...(await messageEntries(ctx, ids)),
    ...(await auditEntries(ctx, leadId)),
  ];
  entries.sort((a, b) => a.at.getTime() - b.at.getTime());
  return { card, leadId, lead, progress, mayMove, entries };
}

async function isAllowed(asking: Promise<void>): Promise<boolean> {
  try {
    await asking;
    return true;
  } catch (error) {
    if (error instanceof NotAllowedError) return false;
    throw error;
  }
}

async function factEntries(ctx: Context, facts: readonly RecordedFact[]): Promise<StoryEntry[]> {
  const { rejectionReasons } = await getWorkspace(ctx);
  return facts.map((fact) => {
    const key = fact.kind === 'stage' ? fact.reason : undefined;
    const reason = rejectionReasons.find((known) => known.key === key);
    return { kind: 'fact', at: fact.occurredAt, fact, reasonLabel: reason ? reasonLabel(reason) : key };
  });
}

type Turn = typeof turns.$inferSelect;

async function loadTurns(ctx: Context, handoffIds: readonly string[]): Promise<Turn[]> {
  if (handoffIds.length === 0) return [];
  return ctx.db
    .select()
    .from(turns)
    .where(and(eq(turns.workspaceId, ctx.workspaceId), isAnyOf(turns.handoffId, handoffIds)))
    .orderBy(asc(turns.startedAt), asc(turns.turn));
}

function turnEntries(held: readonly Turn[]): StoryEntry[] {
  return held.flatMap(({ turn, routedTo, holderId, why, startedAt, startedBy, ...end }): StoryEntry[] => {
    const began: StoryEntry = { kind: 'turn', at: startedAt, turn, routedTo, holderId, why, by: startedBy };
    const { ended, endedAt, endedBy, endedWhy } = end;
    // A decision is told by its fact.
    if (!ended || !endedAt || ended === 'decided') return [began];
    return [began, { kind: 'turn-end', at: endedAt, holderId, ended, by: endedBy, why: endedWhy }];
  });
}

async function messageEntries(ctx: Context, handoffIds: readonly string[]): Promise<StoryEntry[]> {
  if (handoffIds.length === 0) return [];
  const owed = await selectDeliveries(ctx, isAnyOf(deliveries.handoffId, handoffIds));
  const bundleIds = owed.map(({ bundleId }) => bundleId).filter((id) => id !== null);
  const bundles =
    bundleIds.length === 0
      ? []
      : await selectDeliveries(ctx, isAnyOf(deliveries.deliveryId, [...new Set(bundleIds)]));
  const bundleById = new Map(bundles.map((bundle) => [bundle.deliveryId, bundle]));
  return owed.flatMap(({ kind, recipientId, ...row }) => {
    if (kind === 'write-back') return [];
    // What stands in a bundle went out with it.
    const sent = (row.bundleId && bundleById.get(row.bundleId)) || row;
    const { state, lastError } = sent;
    const at = sent.postedAt ?? sent.settledAt ?? row.createdAt;
    return [{ kind: 'message', at, message: { kind, recipientId, state, lastError } } as StoryEntry];
  });
}

async function selectDeliveries(ctx: Context, which: SQL) {
  return ctx.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.workspaceId, ctx.workspaceId), which))
    .orderBy(asc(deliveries.deliveryId));
}

async function auditEntries(ctx: Context, leadId: string): Promise<StoryEntry[]> {
  const rows = await ctx.db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.workspaceId, ctx.workspaceId), eq(auditLog.subject, leadId)))
    .orderBy(asc(auditLog.at));
  return rows
    .filter(({ action }) => TOLD_BY_AUDIT.has(action))
    .map(({ at, action, actorId: by, detail }) => ({ kind: 'audit', at, action, by, detail }));
}
