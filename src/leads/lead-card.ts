import { and, asc, count, desc, eq, lt, not, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { handoffs, leads, turns } from '../db/schema.ts';
import { reasonLabel, shownNextStep } from '../team/shown-defaults.ts';
import { getWorkspace, type Workspace } from '../team/workspace.ts';
import { type AddedByHand, addedByHand, loadAddedByHand } from './added-by-hand.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';
import type { Handoff } from './handoff.ts';
import { isErased } from './is-erased.ts';
import { type CardProgress, cardProgressOf, loadCardProgress } from './lead-progress.ts';
import type { PastTurn, Standing } from './standing.ts';
import { undoUntil } from './undo-decision.ts';

/** Everything that a card about a lead says, as it stands now. */
export interface LeadCard {
  handoffId: string;
  leadId: string;
  name: string | null;
  company: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
  score: number | null;
  source: string | null;
  campaign: string | null;
  url: string | null;
  state: Handoff['state'];
  openedAt: Date;
  /** By when a decision was promised, whoever holds it. */
  dueAt: Date;
  isOverdue: boolean;
  /** The turn of the present holder, from 1, and until when it lasts. */
  turn: number;
  turnDueAt: Date | null;
  /** How the turn before ended. */
  before: PastTurn | null;
  /** When the router looks for a holder again, where there is none. */
  routeAt: Date | null;
  mutedUntil: Date | null;
  /** Nothing more follows by itself: the chain is at its end. */
  stays: boolean;
  excused: { by: string | null; reason: string } | null;
  /** Who held it when the promise was broken. */
  breachHolderId: string | null;
  contactDueAt: Date | null;
  holderId: string | null;
  holderWhy: string | null;
  routedTo: Handoff['routedTo'];
  decidedAt: Date | null;
  /** When we learnt of the decision. */
  decisionRecordedAt: Date | null;
  decidedBy: string | null;
  decidedOrigin: string | null;
  reasonLabel: string | null;
  note: string | null;
  corrected: Handoff['corrected'];
  contactedAt: Date | null;
  contactedBy: string | null;
  /** The agreed next step after accepting. */
  nextStep: string;
  /** While the decision may be taken back. */
  undoUntil: Date | null;
  /** The stage that the lead is in now, once this handoff is decided. */
  progress: CardProgress | null;
  added: AddedByHand | null;
  /** Since when nothing is known of the lead any more. */
  erasedAt: Date | null;
}

/** The cards of these handoffs; those that are not known any more are left out. `workspace`: theirs, where it is at hand. */
export async function getCards(
  ctx: Context,
  handoffIds: readonly string[],
  workspace?: Workspace,
): Promise<LeadCard[]> {
  if (handoffIds.length === 0) return [];
  const which = { where: isAnyOf(handoffs.handoffId, handoffIds), limit: handoffIds.length };
  return selectCards(ctx, which, workspace ?? (await getWorkspace(ctx)));
}

/**
 * Open leads and how many there are in all, the most urgent first, or those that have waited longest. `holderId`: only
 * what this person holds.
 */
export async function listQueue(
  ctx: Context,
  {
    holderId,
    limit,
    order = 'due',
  }: { holderId?: string | undefined; limit: number; order?: 'due' | 'waiting' },
): Promise<{ total: number; cards: LeadCard[] }> {
  const isTheirs = holderId ? eq(handoffs.holderId, holderId) : undefined;
  const open = and(eq(handoffs.state, 'open'), not(isErased), isTheirs) as SQL;
  const [counted] = await ctx.db
    .select({ total: count() })
    .from(handoffs)
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), open));
  return {
    total: counted?.total ?? 0,
    cards: await selectCards(
      ctx,
      { where: open, limit, order: order === 'due' ? handoffs.dueAt : handoffs.openedAt },
      await getWorkspace(ctx),
    ),
  };
}

/** Open leads that could be handed to nobody. */
export async function countUnroutable(ctx: Context): Promise<number> {
  const [counted] = await ctx.db
    .select({ total: count() })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        eq(handoffs.state, 'open'),
        eq(handoffs.routedTo, 'nobody'),
        not(isErased),
      ),
    );
  return counted?.total ?? 0;
}

async function selectCards(
  ctx: Context,
  { where, limit, order = handoffs.dueAt }: { where: SQL; limit: number; order?: AnyPgColumn },
  workspace: Workspace,
): Promise<LeadCard[]> {
  const rows = await ctx.db
    .select({ handoff: handoffs, lead: leads })
    .from(handoffs)
    .innerJoin(leads, and(eq(leads.workspaceId, handoffs.workspaceId), eq(leads.leadId, handoffs.leadId)))
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), where))
    .orderBy(asc(order), sql`${handoffs.leadId} collate "C"`)
    .limit(limit);
  const before = await turnsBefore(
    ctx,
    rows.filter(({ handoff }) => handoff.turn > 1).map(({ handoff }) => handoff.handoffId),
  );
  const progress = await loadCardProgress(
    ctx,
    rows
      .filter(({ handoff: { state } }) => state !== 'open' && state !== 'void')
      .map(({ handoff }) => handoff),
  );
  const added = await loadAddedByHand(
    ctx,
    rows.filter(({ handoff }) => handoff.openingOrigin === SLACK_ORIGIN).map(({ lead }) => lead.leadId),
  );
  const now = ctx.now();
  return rows.map(({ handoff, lead }) =>
    cardFrom(
      {
        ...{ handoff, lead },
        before: before.get(handoff.handoffId),
        progress: progress.get(handoff.handoffId),
        added: added.get(lead.leadId),
      },
      workspace,
      now,
    ),
  );
}

/** The card of a handoff whose lead is at hand. */
export function cardOfStanding(standing: Standing, workspace: Workspace, now: Date): LeadCard {
  const { handoff, lead, facts, before } = standing;
  const isSettled = handoff.state !== 'open' && handoff.state !== 'void';
  return cardFrom(
    {
      ...{ handoff, lead },
      before: handoff.turn > 1 && before ? before : undefined,
      progress: isSettled ? cardProgressOf(standing, now) : undefined,
      added: handoff.openingOrigin === SLACK_ORIGIN ? addedByHand(facts) : undefined,
    },
    workspace,
    now,
  );
}

interface CardParts {
  handoff: Handoff;
  lead: typeof leads.$inferSelect;
  before: PastTurn | undefined;
  progress: CardProgress | undefined;
  added: AddedByHand | undefined;
}

function cardFrom(
  { handoff, lead, before, progress, added }: CardParts,
  { nextStep, rejectionReasons }: Workspace,
  now: Date,
): LeadCard {
  // What was said after a decision is taken back first.
  const until = progress?.isMove ? undefined : undoUntil(handoff);
  const reason = rejectionReasons.find((known) => known.key === handoff.reason);
  const { name, company, title, email, phone, score, source, campaign, url } = lead;
  const { handoffId, leadId, state, openedAt, dueAt, holderId, holderWhy, routedTo } = handoff;
  const { turn, turnDueAt, routeAt, mutedUntil, breachHolderId, contactDueAt } = handoff;
  const { decidedAt, decidedBy, decidedOrigin, note, corrected, contactedAt, contactedBy } = handoff;
  return {
    ...{ handoffId, leadId, state, openedAt, dueAt, holderId, holderWhy, routedTo },
    decisionRecordedAt: handoff.decisionRecordedAt,
    ...{ turn, turnDueAt, routeAt, breachHolderId, contactDueAt, before: before ?? null },
    mutedUntil: mutedUntil && mutedUntil > now ? mutedUntil : null,
    excused: handoff.excusedAt ? { by: handoff.excusedBy, reason: handoff.excusedReason ?? '' } : null,
    ...{ name, company, title, email, phone, score, source, campaign, url },
    ...{ decidedAt, decidedBy, decidedOrigin, note, corrected, contactedAt, contactedBy },
    stays: state === 'open' && handoff.chainStep !== null && handoff.chainAt === null,
    isOverdue: state === 'open' && now > dueAt,
    reasonLabel: reason ? reasonLabel(reason) : handoff.reason,
    nextStep: shownNextStep(nextStep),
    undoUntil: until && until > now ? until : null,
    progress: progress ?? null,
    added: added ?? null,
    erasedAt: lead.erasedAt,
  };
}

/** How the turns before the present ones ended, by handoff. */
async function turnsBefore(ctx: Context, handoffIds: readonly string[]): Promise<Map<string, PastTurn>> {
  if (handoffIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectDistinctOn([turns.handoffId], {
      handoffId: turns.handoffId,
      holderId: turns.holderId,
      ended: turns.ended,
      endedBy: turns.endedBy,
      why: turns.endedWhy,
    })
    .from(turns)
    .innerJoin(
      handoffs,
      and(eq(handoffs.workspaceId, turns.workspaceId), eq(handoffs.handoffId, turns.handoffId)),
    )
    .where(
      and(
        eq(turns.workspaceId, ctx.workspaceId),
        isAnyOf(turns.handoffId, handoffIds),
        lt(turns.turn, handoffs.turn),
      ),
    )
    .orderBy(turns.handoffId, desc(turns.turn));
  return new Map(rows.map(({ handoffId, ...before }) => [handoffId, before]));
}
