import { and, asc, count, eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs, members } from '../db/schema.ts';
import { absencesByUser } from './absences.ts';
import type { Member } from './members.ts';

/** A rep as the rotation has them. */
export interface RepStanding {
  member: Member;
  openLeads: number;
  /** Until when they are away, where they said so. */
  awayUntil: Date | undefined;
}

/** Everybody in the rotation, by name. */
export async function listReps(ctx: Context): Promise<RepStanding[]> {
  const reps = await ctx.db
    .select()
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), members.isRep))
    .orderBy(asc(members.name), asc(members.userId));
  if (reps.length === 0) return [];
  const now = ctx.now();
  const absences = await absencesByUser(ctx);
  const open = await countOpenLeads(
    ctx,
    reps.map((rep) => rep.userId),
  );
  return reps.map((member) => ({
    member,
    openLeads: open.get(member.userId) ?? 0,
    awayUntil: absences.get(member.userId)?.find(({ fromAt, untilAt }) => fromAt <= now && now < untilAt)
      ?.untilAt,
  }));
}

async function countOpenLeads(ctx: Context, userIds: string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db
    .select({ userId: handoffs.holderId, open: count() })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        eq(handoffs.state, 'open'),
        inArray(handoffs.holderId, userIds),
      ),
    )
    .groupBy(handoffs.holderId);
  return new Map(rows.map(({ userId, open }) => [userId ?? '', open]));
}
