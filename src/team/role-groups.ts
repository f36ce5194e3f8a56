import { and, asc, eq } from 'drizzle-orm';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { roleGroups } from '../db/schema.ts';
import { ConflictError, NotAllowedError, NotFoundError } from '../errors.ts';
import type { Role } from '../vocabulary.ts';
import { say } from '../words/say.ts';
import { recordAudit } from './audit.ts';
import type { Directory, Person } from './directory.ts';
import { requireMayGrant } from './permissions.ts';
import { applyRoleGroup, revokeByGroup } from './roles-by-group.ts';
import { lockWorkspace } from './workspace.ts';

export type RoleGroup = typeof roleGroups.$inferSelect;

/** The user groups whose people have a role, the first named first. */
export async function listRoleGroups(ctx: Context): Promise<RoleGroup[]> {
  return ctx.db
    .select()
    .from(roleGroups)
    .where(eq(roleGroups.workspaceId, ctx.workspaceId))
    .orderBy(asc(roleGroups.addedAt), asc(roleGroups.groupId), asc(roleGroups.role));
}

/**
 * Gives everybody in a user group a role, for as long as they are in it. Returns who that is; guests have no roles.
 * @throws {NotAllowedError} unless an admin asks, for reps a manager, and where the app may not look into groups.
 */
export async function addRoleGroup(
  ctx: Context,
  directory: Directory,
  { role, groupId }: { role: Role; groupId: string },
): Promise<Person[]> {
  requireMayGrant(ctx, role);
  const userIds = await directory.findGroup(groupId);
  if (!userIds) {
    throw new NotAllowedError(
      say(
        'Slack does not let me see who is in this user group: the app lacks the scope `usergroups:read`. Install it again from the manifest, or name people one by one.',
      ),
    );
  }
  const people = await colleaguesAmong(directory, userIds);
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      await lockWorkspace(tx);
      const now = tx.now();
      const added = await tx.db
        .insert(roleGroups)
        .values({
          ...{ workspaceId: tx.workspaceId, role, groupId },
          ...{ checkedAt: now, addedAt: now, addedBy: actorId(tx) },
        })
        .onConflictDoNothing()
        .returning({ groupId: roleGroups.groupId });
      if (added.length === 0)
        throw new ConflictError(say('Everybody in this user group has this role already.'));
      await recordAudit(tx, 'group given a role', groupId, { role });
      await applyRoleGroup(tx, { role, groupId }, people);
    }),
  );
  return people;
}

/**
 * The group gives the role no more: whoever had it through the group only loses it, and reps their open leads. Returns
 * how many leads are owed to somebody else.
 * @throws {NotAllowedError} unless an admin asks, for reps a manager; {NotFoundError} where it gave no such role.
 */
export async function removeRoleGroup(
  ctx: Context,
  { role, groupId }: { role: Role; groupId: string },
): Promise<number> {
  requireMayGrant(ctx, role);
  return retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      await lockWorkspace(tx);
      const [removed] = await tx.db
        .delete(roleGroups)
        .where(
          and(
            eq(roleGroups.workspaceId, tx.workspaceId),
            eq(roleGroups.role, role),
            eq(roleGroups.groupId, groupId),
          ),
        )
        .returning();
      if (!removed) {
        throw new NotFoundError(
          say('This user group has no such role here. `/funnel roles` lists those that have one.'),
        );
      }
      await recordAudit(tx, 'group lost a role', groupId, { role });
      return revokeByGroup(tx, role, removed.userIds);
    }),
  );
}

/** Those of them who may have a role. */
export async function colleaguesAmong(directory: Directory, userIds: readonly string[]): Promise<Person[]> {
  const people = await Promise.all(userIds.map((userId) => directory.find(userId)));
  return people.filter((person) => person !== undefined).filter(({ mayAct }) => mayAct);
}
