import { and, asc, eq, not, or, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { members } from '../db/schema.ts';
import { ROLES, type Role } from '../vocabulary.ts';
import type { Person } from './directory.ts';

export type Member = typeof members.$inferSelect;

export async function listMembers(ctx: Context): Promise<Member[]> {
  return ctx.db
    .select()
    .from(members)
    .where(eq(members.workspaceId, ctx.workspaceId))
    .orderBy(asc(members.name), asc(members.userId));
}

export async function findMember(ctx: Context, userId: string): Promise<Member | undefined> {
  const [member] = await ctx.db
    .select()
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), eq(members.userId, userId)));
  return member;
}

/** Whom a missed deadline is told: managers, and admins, who are managers too. */
export async function listManagers(ctx: Context): Promise<Member[]> {
  return ctx.db
    .select()
    .from(members)
    .where(and(eq(members.workspaceId, ctx.workspaceId), or(members.isManager, members.isAdmin)))
    .orderBy(asc(members.userId));
}

/** Makes exactly these people the managers, beside those who are through a user group. */
export async function setManagers(ctx: Context, people: readonly Person[]): Promise<void> {
  await ctx.db
    .update(members)
    .set({ isManager: false })
    .where(and(eq(members.workspaceId, ctx.workspaceId), members.isManager, not(isByGroup('manager'))));
  for (const person of people) await saveMember(ctx, person, { isManager: true });
}

/** The column of each role. */
export const ROLE_COLUMN = { rep: 'isRep', manager: 'isManager', admin: 'isAdmin' } as const satisfies Record<
  Role,
  keyof Member
>;

/** They have the role through a user group only. */
export function isByGroup(role: Role): SQL {
  return sql`${members.rolesByGroup} @> ${JSON.stringify([role])}::jsonb`;
}

/** Writes down what Slack says of somebody, and the roles given, which are their own then; roles not named stay. */
export async function saveMember(
  ctx: Context,
  person: Person,
  roles: Partial<Pick<Member, 'isRep' | 'isManager' | 'isAdmin'>>,
): Promise<void> {
  const { userId, name, email, timeZone } = person;
  const given = ROLES.filter((role) => roles[ROLE_COLUMN[role]] !== undefined);
  await ctx.db
    .insert(members)
    .values({ workspaceId: ctx.workspaceId, userId, name, email, timeZone, addedAt: ctx.now(), ...roles })
    .onConflictDoUpdate({
      target: [members.workspaceId, members.userId],
      set: {
        ...{ name, email, timeZone, ...roles },
        ...(given.length > 0 ? { rolesByGroup: rolesByGroupWithout(given) } : {}),
      },
    });
}

/** What is left of the roles through groups, without these. */
export function rolesByGroupWithout(roles: readonly Role[]): SQL {
  return roles.reduce((left, role) => sql`${left} - ${role}::text`, sql`${members.rolesByGroup}`);
}
