import { and, eq, ne, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { handoffs, leads, stageChanges } from '../db/schema.ts';
import type { Stage } from '../vocabulary.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';
import type { FactKey } from './fact.ts';
import { keyText } from './fold-lead.ts';
import type { Handoff } from './handoff.ts';
import { isReservedOrigin } from './reserved-origins.ts';
import type { Standing } from './standing.ts';

const UNDO_MS = 10 * 60_000;
const MOVE = 'move:';

/** Names the fact of a stage that was given by hand, apart from a decision on a card and the adding of a lead. */
export function moveKey(): FactKey {
  return { origin: SLACK_ORIGIN, eventId: `${MOVE}${uuidv7()}` };
}

function isMoveKey({ origin, eventId }: FactKey): boolean {
  return origin === SLACK_ORIGIN && eventId.startsWith(MOVE);
}

/** The stage that a lead is in now, and the fact that brought it there. */
export interface LeadProgress {
  leadId: string;
  stage: Stage;
  since: Date;
  by: string | null;
  fact: FactKey;
  /** When we learnt of it. */
  recordedAt: Date;
  /** It was said by hand, and is neither a decision on a card nor the adding of the lead. */
  isMove: boolean;
  /** The latest handoff that counts, where there is one. */
  handoffId: string | null;
}

/** Until when a stage given by hand may be taken back; undefined for one that cannot be. */
export function moveUndoUntil({
  isMove,
  recordedAt,
}: Pick<LeadProgress, 'isMove' | 'recordedAt'>): Date | undefined {
  return isMove ? new Date(recordedAt.getTime() + UNDO_MS) : undefined;
}

/** How these leads stand, by lead; one that is in no stage is left out. */
export async function loadProgress(
  ctx: Context,
  leadIds: readonly string[],
): Promise<Map<string, LeadProgress>> {
  if (leadIds.length === 0) return new Map();
  const ofLead = and(eq(handoffs.workspaceId, leads.workspaceId), eq(handoffs.leadId, leads.leadId));
  const latest = ctx.db
    .select({ handoffId: handoffs.handoffId })
    .from(handoffs)
    .where(and(ofLead, ne(handoffs.state, 'void')))
    .orderBy(sql`${handoffs.openedAt} desc`)
    .limit(1);
  const rows = await ctx.db
    .selectDistinctOn([leads.leadId], {
      leadId: leads.leadId,
      stage: leads.stage,
      since: leads.stageSince,
      by: stageChanges.actorId,
      origin: stageChanges.origin,
      eventId: stageChanges.eventId,
      recordedAt: stageChanges.recordedAt,
      handoffId: sql<string | null>`(${latest})`,
    })
    .from(leads)
    .innerJoin(
      stageChanges,
      and(
        eq(stageChanges.workspaceId, leads.workspaceId),
        eq(stageChanges.leadId, leads.leadId),
        eq(stageChanges.kind, 'stage'),
        eq(stageChanges.stage, leads.stage),
        eq(stageChanges.occurredAt, leads.stageSince),
      ),
    )
    .where(and(eq(leads.workspaceId, ctx.workspaceId), isAnyOf(leads.leadId, leadIds)))
    // Of facts of one instant the fold takes the first by their keys.
    .orderBy(leads.leadId, sql`${stageChanges.origin} collate "C"`, sql`${stageChanges.eventId} collate "C"`);
  return new Map(
    rows.flatMap(({ stage, since, origin, eventId, ...row }) =>
      stage && since
        ? [
            [
              row.leadId,
              { ...row, stage, since, fact: { origin, eventId }, isMove: isMoveKey({ origin, eventId }) },
            ] as const,
          ]
        : [],
    ),
  );
}

/** The same beside a handoff that is decided. */
export interface CardProgress {
  stage: Stage;
  since: Date;
  by: string | null;
  origin: string;
  isMove: boolean;
  /** The lead has gone on since the handoff was decided. */
  isBeyond: boolean;
  /** No later handoff took its place. */
  isLatest: boolean;
  /** While the stage given by hand may be taken back. */
  undoUntil: Date | null;
}

/** How the leads of these handoffs stand, by handoff. */
export async function loadCardProgress(
  ctx: Context,
  decided: readonly Handoff[],
): Promise<Map<string, CardProgress>> {
  const byLead = await loadProgress(ctx, [...new Set(decided.map(({ leadId }) => leadId))]);
  const now = ctx.now();
  return new Map(
    decided.flatMap((handoff) => {
      const progress = byLead.get(handoff.leadId);
      return progress ? [[handoff.handoffId, cardProgress(handoff, progress, now)] as const] : [];
    }),
  );
}

/** The same of a lead whose facts are at hand. */
export function cardProgressOf(
  { handoff, lead, handoffs: all, facts }: Pick<Standing, 'handoff' | 'lead' | 'handoffs' | 'facts'>,
  now: Date,
): CardProgress | undefined {
  const { leadId, stage, stageSince: since } = lead;
  const [fact] = facts
    .filter((one) => one.kind === 'stage' && one.stage === stage)
    .filter((one) => one.occurredAt.getTime() === since?.getTime())
    .sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
  if (!stage || !since || !fact) return undefined;
  const { origin, eventId, recordedAt, actorId = null } = fact;
  const latest = all
    .filter(({ state }) => state !== 'void')
    .reduce<Handoff | undefined>(
      (last, one) => (last && last.openedAt >= one.openedAt ? last : one),
      undefined,
    );
  const progress: LeadProgress = {
    ...{ leadId, stage, since, recordedAt, by: actorId, fact: { origin, eventId } },
    isMove: isMoveKey(fact),
    handoffId: latest?.handoffId ?? null,
  };
  return cardProgress(handoff, progress, now);
}

function cardProgress(
  { handoffId, decidedOrigin, decidedEventId }: Handoff,
  progress: LeadProgress,
  now: Date,
): CardProgress {
  const { stage, since, by, fact, isMove } = progress;
  const until = moveUndoUntil(progress);
  const isDecision = fact.origin === decidedOrigin && fact.eventId === decidedEventId;
  return {
    ...{ stage, since, by, origin: fact.origin, isMove },
    // A click that the CRM's earlier word has replaced is nothing new.
    isBeyond: !isDecision && (isMove || !isReservedOrigin(fact.origin)),
    isLatest: progress.handoffId === handoffId,
    undoUntil: until && until > now ? until : null,
  };
}
