import type { Context } from '../../context.ts';
import { invariant } from '../../errors.ts';
import { addDays, localDateOf, startOfLocalDay } from '../../lib/local-date.ts';
import { memberCalendar } from '../../team/member-calendar.ts';
import { currentPolicies } from '../../team/policy-list.ts';
import { addWorkingTime } from '../../team/working-time.ts';
import type { Workspace } from '../../team/workspace.ts';

export interface Horizon {
  soonUntil: Date;
  dayEndsAt: Date;
}

const SOON_MS = 2 * 3_600_000;

/** Until when a deadline is near, which is two working hours of the team, and when its day ends. */
export async function horizonOf(ctx: Context, workspace: Workspace): Promise<Horizon> {
  const now = ctx.now();
  const [policy] = await currentPolicies(ctx);
  invariant(policy, 'a workspace has a policy');
  const tomorrow = addDays(localDateOf(now, workspace.timeZone), 1);
  return {
    soonUntil: addWorkingTime(now, SOON_MS, memberCalendar(policy, undefined, workspace)),
    dayEndsAt: startOfLocalDay(tomorrow, workspace.timeZone),
  };
}
