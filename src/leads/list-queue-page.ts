import { and, eq, not, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queryRows } from '../db/client.ts';
import { handoffs } from '../db/schema.ts';
import type { Workspace } from '../team/workspace.ts';
import { isErased } from './is-erased.ts';
import { getCards, type LeadCard } from './lead-card.ts';

/** How many leads are open, and how many of these are at risk. Each counts once: overdue, soon, or later today. */
export interface OpenCounts {
  total: number;
  overdue: number;
  dueSoon: number;
  dueLaterToday: number;
  /** With nobody, in a pool or not. */
  unheld: number;
}

/** One page of open leads, the most urgent first. */
export interface QueuePage {
  counts: OpenCounts;
  /** From 1; the last one there is where a later one was asked for. */
  page: number;
  pages: number;
  /** The place of the first one shown, from 1; 0 where there are none. */
  from: number;
  cards: LeadCard[];
}

export interface QueuePageRequest {
  /** Absent: everybody's. */
  holderId?: string | undefined;
  page: number;
  size: number;
  /** Until when a deadline is near, and when the local day ends. */
  soonUntil: Date;
  dayEndsAt: Date;
}

/**
 * A page of what somebody holds, by the end of their turn, or of all that is open, by what was promised. Pages are
 * counted from the first lead, so that one which was decided lets the others move up.
 */
export async function listQueuePage(
  ctx: Context,
  request: QueuePageRequest,
  workspace: Workspace,
): Promise<QueuePage> {
  const { holderId, size } = request;
  const open = and(
    eq(handoffs.workspaceId, ctx.workspaceId),
    eq(handoffs.state, 'open'),
    not(isErased),
    holderId === undefined ? undefined : eq(handoffs.holderId, holderId),
  ) as SQL;
  // What is due of everybody's stands in an index; what one person holds is not much.
  const deadline =
    holderId === undefined ? sql`${handoffs.dueAt}` : sql`coalesce(${handoffs.turnDueAt}, ${handoffs.dueAt})`;
  const counts = await countOpen(ctx, open, deadline, request);
  const pages = Math.max(1, Math.ceil(counts.total / size));
  const page = Math.min(Math.max(1, request.page), pages);
  const skipped = (page - 1) * size;
  const rows = await ctx.db
    .select({ handoffId: handoffs.handoffId })
    .from(handoffs)
    .where(open)
    .orderBy(deadline, sql`${handoffs.leadId} collate "C"`)
    .limit(size)
    .offset(skipped);
  const cards = await cardsInOrder(
    ctx,
    rows.map((row) => row.handoffId),
    workspace,
  );
  return { counts, page, pages, from: cards.length > 0 ? skipped + 1 : 0, cards };
}

/** The cards of these handoffs, in this order. */
export async function cardsInOrder(
  ctx: Context,
  handoffIds: readonly string[],
  workspace: Workspace,
): Promise<LeadCard[]> {
  const cards = await getCards(ctx, handoffIds, workspace);
  const byId = new Map(cards.map((card) => [card.handoffId, card]));
  return handoffIds.map((id) => byId.get(id)).filter((card) => card !== undefined);
}

async function countOpen(
  ctx: Context,
  open: SQL,
  deadline: SQL,
  { soonUntil, dayEndsAt }: QueuePageRequest,
): Promise<OpenCounts> {
  const at = (instant: Date) => sql`${instant.toISOString()}::timestamptz`;
  const isDue = (from: Date, to: Date) => sql`${deadline} >= ${at(from)} and ${deadline} < ${at(to)}`;
  const now = ctx.now();
  const laterFrom = soonUntil > now ? soonUntil : now;
  const [counts] = await queryRows<OpenCounts>(
    ctx.db,
    sql`select count(*)::int as total,
        (count(*) filter (where ${deadline} < ${at(now)}))::int as overdue,
        (count(*) filter (where ${isDue(now, soonUntil)}))::int as "dueSoon",
        (count(*) filter (where ${isDue(laterFrom, dayEndsAt)}))::int as "dueLaterToday",
        (count(*) filter (where holder_id is null))::int as unheld
      from ${handoffs} where ${open}`,
  );
  return counts ?? { total: 0, overdue: 0, dueSoon: 0, dueLaterToday: 0, unheld: 0 };
}
