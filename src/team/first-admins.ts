import type { Context } from '../context.ts';
import { members } from '../db/schema.ts';
import type { Directory } from './directory.ts';
import { saveMember } from './members.ts';

/** Makes the people that the configuration names admins; it never takes the role away. */
export async function addFirstAdmins(
  ctx: Context,
  userIds: readonly string[],
  directory: Directory,
): Promise<void> {
  for (const userId of userIds) {
    const person = await directory.find(userId).catch(() => undefined);
    if (person) await saveMember(ctx, person, { isAdmin: true });
    else await makeAdmin(ctx, userId);
  }
}

/** Somebody whom Slack could not name just now: what is known of them already stays. */
async function makeAdmin(ctx: Context, userId: string): Promise<void> {
  await ctx.db
    .insert(members)
    .values({ workspaceId: ctx.workspaceId, userId, name: userId, isAdmin: true, addedAt: ctx.now() })
    .onConflictDoUpdate({ target: [members.workspaceId, members.userId], set: { isAdmin: true } });
}
