import type { Context } from '../context.ts';
import { invariant } from '../errors.ts';
import { memberCalendar } from './member-calendar.ts';
import { findMember } from './members.ts';
import { currentPolicies } from './policy-list.ts';
import type { WorkingCalendar } from './working-calendar.ts';
import { getWorkspace } from './workspace.ts';

/** When somebody works by the settings of this moment; for whoever is no member, when the team works. */
export async function findMemberCalendar(ctx: Context, userId: string): Promise<WorkingCalendar> {
  const [policy] = await currentPolicies(ctx);
  invariant(policy, `workspace ${ctx.workspaceId} has a policy`);
  return memberCalendar(policy, await findMember(ctx, userId), await getWorkspace(ctx));
}
