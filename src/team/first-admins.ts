import type { Context } from '../context.ts';
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
    const unknown = {
      userId,
      name: userId,
      email: null,
      timeZone: null,
      isWorkspaceAdmin: false,
      mayAct: true,
    };
    await saveMember(ctx, person ?? unknown, { isAdmin: true });
  }
}
