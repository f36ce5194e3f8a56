import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { isAnyOf } from '../db/bulk.ts';
import { members, roleGroups } from '../db/schema.ts';
import type { Role } from '../vocabulary.ts';
import { recordAudit } from './audit.ts';
import type { Person } from './directory.ts';
import { isByGroup, ROLE_COLUMN, rolesByGroupWithout } from './members.ts';
import { putIntoRotation, takeOutOfRotation } from './rotation.ts';

/**
 * These colleagues are in the group now: who joined gets its role, who left loses it unless it is theirs otherwise.
 * Whoever was taken out of a role by hand stays out while they stay in the group. Call it under `lockWorkspace`.
 */
export async function applyRoleGroup(
  ctx: Context,
  { role, groupId }: { role: Role; groupId: string },
  people: readonly Person[],
): Promise<void> {
  const which = and(
    eq(roleGroups.workspaceId, ctx.workspaceId),
    eq(roleGroups.role, role),
    eq(roleGroups.groupId, groupId),
  );
  const [group] = await ctx.db.select().from(roleGroups).where(which).for('update');
  if (!group) return;
  const userIds = people.map(({ userId }) => userId).toSorted();
  const joined = people.filter(({ userId }) => !group.userIds.includes(userId));
  const left = group.userIds.filter((userId) => !userIds.includes(userId));
  if (joined.length === 0 && left.length === 0) return;
  await ctx.db.update(roleGroups).set({ userIds }).where(which);
  await grantByGroup(ctx, role, joined, { addedBy: group.addedBy, groupId });
  await revokeByGroup(ctx, role, left);
}

async function grantByGroup(
  ctx: Context,
  role: Role,
  people: readonly Person[],
  { addedBy, groupId }: { addedBy: string | null; groupId: string },
): Promise<void> {
  const userIds = people.map(({ userId }) => userId);
  const holders = await ctx.db
    .select({ userId: members.userId })
    .from(members)
    .where(
      and(
        eq(members.workspaceId, ctx.workspaceId),
        inArray(members.userId, userIds),
        members[ROLE_COLUMN[role]],
      ),
    );
  const isNew = ({ userId }: Person) => !holders.some((holder) => holder.userId === userId);
  const save = (person: Person) => saveThroughGroup(ctx, role, person);
  if (role === 'rep') {
    const explained = addedBy === null ? null : { addedBy, groupId };
    return putIntoRotation(ctx, people.filter(isNew), { save, explained });
  }
  for (const person of people.filter(isNew)) {
    await save(person);
    await recordAudit(ctx, `${role} added`, person.userId, { groupId });
  }
}

async function saveThroughGroup(ctx: Context, role: Role, person: Person): Promise<void> {
  const { userId, name, email, timeZone } = person;
  const given = { [ROLE_COLUMN[role]]: true };
  await ctx.db
    .insert(members)
    .values({
      ...{ workspaceId: ctx.workspaceId, userId, name, email, timeZone },
      ...{ addedAt: ctx.now(), ...given, rolesByGroup: [role] },
    })
    .onConflictDoUpdate({
      target: [members.workspaceId, members.userId],
      set: {
        ...{ name, email, timeZone, ...given },
        rolesByGroup: sql`${rolesByGroupWithout([role])} || ${JSON.stringify([role])}::jsonb`,
      },
    });
}

/**
 * Takes the role from those of them who have it through no other group nor by themselves. Returns how many leads are
 * owed to somebody else. Call it under `lockWorkspace`.
 */
export async function revokeByGroup(ctx: Context, role: Role, userIds: readonly string[]): Promise<number> {
  const stillIn = sql`exists (select 1 from ${roleGroups}
    where ${roleGroups.workspaceId} = ${ctx.workspaceId} and ${roleGroups.role} = ${role}
      and ${roleGroups.userIds} @> jsonb_build_array(${members.userId}))`;
  const theirs = and(eq(members.workspaceId, ctx.workspaceId), isAnyOf(members.userId, userIds));
  const losing = await ctx.db
    .select({ userId: members.userId })
    .from(members)
    .where(and(theirs, isByGroup(role), sql`not ${stillIn}`));
  const losers = losing.map(({ userId }) => userId);
  if (role === 'rep') return takeOutOfRotation(ctx, losers, 'rep left the group');
  await ctx.db
    .update(members)
    .set({ [ROLE_COLUMN[role]]: false, rolesByGroup: rolesByGroupWithout([role]) })
    .where(and(eq(members.workspaceId, ctx.workspaceId), isAnyOf(members.userId, losers)));
  for (const userId of losers) await recordAudit(ctx, `${role} left the group`, userId, {});
  return 0;
}
