import { and, asc, count, eq, inArray, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs, members } from '../db/schema.ts';
import { type Absence, listAbsences } from './absences.ts';
import type { Member } from './members.ts';
import { requireManager } from './permissions.ts';

/** Somebody with a role, as they stand. */
export interface PersonStanding {
  member: Member;
  openLeads: number;
  /** The absence that they are in, else the next one. */
  absence: Absence | undefined;
}

export interface PeoplePage {
  people: PersonStanding[];
  page: number;
  pages: number;
  total: number;
}

export interface TeamCounts {
  people: number;
  reps: number;
  /** Of the reps, those that the rotation passes over until somebody resumes them. */
  paused: number;
  managers: number;
  admins: number;
}

const hasRole = or(members.isRep, members.isManager, members.isAdmin) as SQL;

export async function countTeam(ctx: Context): Promise<TeamCounts> {
  const of = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const [counts] = await ctx.db
    .select({
      people: count(),
      reps: of(sql`${members.isRep}`),
      paused: of(sql`${members.isRep} and ${members.pausedAt} is not null`),
      managers: of(sql`${members.isManager}`),
      admins: of(sql`${members.isAdmin}`),
    })
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), hasRole));
  return counts ?? { people: 0, reps: 0, paused: 0, managers: 0, admins: 0 };
}

/** Everybody with a role, by name. @throws {NotAllowedError} unless a manager asks. */
export async function listPeople(
  ctx: Context,
  { page: wanted, size }: { page: number; size: number },
): Promise<PeoplePage> {
  requireManager(ctx, 'see who takes part');
  const { people: total } = await countTeam(ctx);
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(Math.max(1, wanted), pages);
  const rows = await ctx.db
    .select()
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), hasRole))
    .orderBy(asc(members.name), asc(members.userId))
    .limit(size)
    .offset((page - 1) * size);
  return { people: await standingsOf(ctx, rows), page, pages, total };
}

export async function standingOf(ctx: Context, member: Member): Promise<PersonStanding> {
  const [standing] = await standingsOf(ctx, [member]);
  return standing ?? { member, openLeads: 0, absence: undefined };
}

async function standingsOf(ctx: Context, people: readonly Member[]): Promise<PersonStanding[]> {
  if (people.length === 0) return [];
  const userIds = people.map(({ userId }) => userId);
  const absences = await listAbsences(ctx, { userIds });
  const open = await ctx.db
    .select({ userId: handoffs.holderId, leads: count() })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, ctx.workspaceId),
        eq(handoffs.state, 'open'),
        isNotNull(handoffs.holderId),
        inArray(handoffs.holderId, userIds),
      ),
    )
    .groupBy(handoffs.holderId);
  return people.map((member) => ({
    member,
    openLeads: open.find(({ userId }) => userId === member.userId)?.leads ?? 0,
    absence: absences.find(({ userId }) => userId === member.userId),
  }));
}
