import { and, eq, or, sql } from 'drizzle-orm';
import { type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { roleGroups } from '../db/schema.ts';
import { UnavailableError } from '../errors.ts';
import type { Directory } from './directory.ts';
import { colleaguesAmong } from './role-groups.ts';
import { applyRoleGroup } from './roles-by-group.ts';
import { lockWorkspace } from './workspace.ts';

const CHECKED_EVERY_MS = 5 * 60_000;

/**
 * Asks Slack every five minutes who is in the user groups that give roles: whoever joined one gets its role, whoever
 * left loses it. Where Slack cannot be asked, or no longer lets us look, all stays as it was.
 * `fresh`: a directory that remembers nothing, since what one process remembers another may know better.
 */
export async function followRoleGroups(
  ctx: Context,
  directory: Directory,
  fresh: () => Directory,
): Promise<void> {
  for (const group of await claimDue(ctx)) {
    try {
      const userIds = await fresh().findGroup(group.groupId);
      if (!userIds) continue;
      const people = await colleaguesAmong(directory, userIds);
      await retryingDeadlocks(() =>
        inTransaction(ctx, async (tx) => {
          await lockWorkspace(tx);
          await applyRoleGroup(tx, group, people);
        }),
      );
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
    }
  }
}

/** Of several processes one asks; an instant ahead of now was set by a clock that has since been put back. */
async function claimDue(ctx: Context): Promise<Pick<typeof roleGroups.$inferSelect, 'role' | 'groupId'>[]> {
  const now = ctx.now();
  const at = (ms: number) => sql`${new Date(now.getTime() + ms).toISOString()}::timestamptz`;
  return ctx.db
    .update(roleGroups)
    .set({ checkedAt: now })
    .where(
      and(
        eq(roleGroups.workspaceId, ctx.workspaceId),
        or(
          sql`${roleGroups.checkedAt} <= ${at(-CHECKED_EVERY_MS)}`,
          sql`${roleGroups.checkedAt} > ${at(CHECKED_EVERY_MS)}`,
        ),
      ),
    )
    .returning({ role: roleGroups.role, groupId: roleGroups.groupId });
}
