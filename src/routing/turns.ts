import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { actorId, type Context } from '../context.ts';
import { insertRows, isAnyOf, rowsOf } from '../db/bulk.ts';
import { handoffs, members, turns } from '../db/schema.ts';
import type { TurnEnd } from '../vocabulary.ts';

type Handoff = typeof handoffs.$inferSelect;
export type Turn = typeof turns.$inferSelect;

const COLUMNS = [
  'workspaceId',
  'handoffId',
  'turn',
  'routedTo',
  'holderId',
  'why',
  'startedAt',
  'startedBy',
  'dueAt',
  'endedAt',
  'ended',
  'endedBy',
  'endedWhy',
] as const;

/** Writes down who has which lead from now on, and why. */
export async function beginTurns(ctx: Context, begun: readonly Turn[]): Promise<void> {
  if (begun.length === 0) return;
  await ctx.db.execute(insertRows(turns, COLUMNS, begun, sql`on conflict do nothing`));
}

/** Ends the turns that run of these handoffs. */
export async function endTurns(
  ctx: Context,
  handoffIds: readonly string[],
  how: { ended: TurnEnd; endedWhy?: string | undefined },
): Promise<void> {
  if (handoffIds.length === 0) return;
  await ctx.db
    .update(turns)
    .set({ endedAt: ctx.now(), endedBy: actorId(ctx), endedWhy: how.endedWhy ?? null, ended: how.ended })
    .where(
      and(eq(turns.workspaceId, ctx.workspaceId), isAnyOf(turns.handoffId, handoffIds), isNull(turns.ended)),
    );
}

/** Everybody who has had these leads, in order, by handoff. */
export async function pastHolders(
  ctx: Context,
  handoffIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  if (handoffIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ handoffId: turns.handoffId, holderId: turns.holderId })
    .from(turns)
    .where(
      and(
        eq(turns.workspaceId, ctx.workspaceId),
        isAnyOf(turns.handoffId, handoffIds),
        isNotNull(turns.holderId),
      ),
    )
    .orderBy(asc(turns.turn));
  const holders = new Map<string, string[]>();
  for (const { handoffId, holderId } of rows) {
    if (holderId) holders.set(handoffId, [...(holders.get(handoffId) ?? []), holderId]);
  }
  return holders;
}

type Decided = Pick<Handoff, 'handoffId' | 'turn' | 'state' | 'decidedAt' | 'decidedBy'>;

export const TURN_END_COLUMNS = ['workspaceId', 'handoffId', 'turn', 'ended', 'endedAt', 'endedBy'] as const;

/** Ends the running turn of what was decided or proved void, and lets it go on where a decision was taken back. */
export async function followDecisions(ctx: Context, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  await ctx.db.execute(sql`
    update ${turns} as t set ended = input.ended, ended_at = input.ended_at, ended_by = input.ended_by
    from ${rowsOf(turns, TURN_END_COLUMNS, endsOfTurns(ctx, decided))}
    where t.workspace_id = input.workspace_id and t.handoff_id = input.handoff_id and t.turn = input.turn`);
}

/** The same as rows: how the turn of each of these ended. */
export function endsOfTurns(ctx: Context, decided: readonly Decided[]) {
  return decided.map(({ handoffId, turn, state, decidedAt, decidedBy }) => ({
    ...{ workspaceId: ctx.workspaceId, handoffId, turn, endedBy: decidedBy },
    ended: state === 'open' ? null : state === 'void' ? ('void' as const) : ('decided' as const),
    endedAt: state === 'open' ? null : (decidedAt ?? ctx.now()),
  }));
}

/** Whoever held a lead that was decided in its turn has let no more in a row lapse, wherever the decision was made. */
export async function endLapses(
  ctx: Context,
  decided: readonly Pick<Handoff, 'holderId' | 'decidedAt' | 'turnDueAt'>[],
): Promise<void> {
  const holderIds = heldInTime(decided);
  if (holderIds.length === 0) return;
  await ctx.db
    .update(members)
    .set({ lapses: 0 })
    .where(
      and(
        eq(members.workspaceId, ctx.workspaceId),
        isAnyOf(members.userId, [...new Set(holderIds)]),
        gt(members.lapses, 0),
      ),
    );
}

/** Who held what was decided in its turn. */
export function heldInTime(
  decided: readonly Pick<Handoff, 'holderId' | 'decidedAt' | 'turnDueAt'>[],
): string[] {
  return decided
    .filter(({ decidedAt, turnDueAt }) => decidedAt && turnDueAt && decidedAt <= turnDueAt)
    .map(({ holderId }) => holderId)
    .filter((holderId) => holderId !== null);
}

/** Leads that are open again with somebody who has left the rotation meanwhile are to find another holder. */
export async function releaseReopened(
  ctx: Context,
  reopened: readonly Pick<Handoff, 'handoffId' | 'holderId'>[],
): Promise<void> {
  if (!reopened.some(({ holderId }) => holderId !== null)) return;
  const now = ctx.now();
  await ctx.db
    .update(handoffs)
    .set({ routeAt: now, nextAlertAt: now })
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        isAnyOf(
          handoffs.handoffId,
          reopened.map(({ handoffId }) => handoffId),
        ),
        eq(handoffs.routedTo, 'rotation'),
        sql`exists (select 1 from ${members} as m where m.workspace_id = ${handoffs.workspaceId}
          and m.user_id = ${handoffs.holderId} and not m.is_rep)`,
      ),
    );
}

/** Gives a rep turns of the rotation back, or takes them again where a decision was undone. */
export async function giveTurnsBack(ctx: Context, userId: string, count: 1 | -1): Promise<void> {
  await ctx.db
    .update(members)
    .set({ turnsOwed: sql`greatest(0, ${members.turnsOwed} + ${count}::integer)` })
    .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, userId)));
}
