import { and, eq } from 'drizzle-orm';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { handoffs } from '../db/schema.ts';
import { ConflictError, InvalidInputError, NotAllowedError } from '../errors.ts';
import { addDays, instantAt, localDateOf } from '../lib/local-date.ts';
import { refreshDeliveries } from '../outbox/refresh-deliveries.ts';
import { nextAlertAt } from '../sla/next-alert.ts';
import { policiesAt } from '../sla/policy.ts';
import { recordAudit } from '../team/audit.ts';
import { memberCalendar } from '../team/member-calendar.ts';
import { findMember } from '../team/members.ts';
import { requireColleague } from '../team/permissions.ts';
import { currentPolicies } from '../team/policy-list.ts';
import { nextWorkingInstant } from '../team/working-time.ts';
import { getWorkspace } from '../team/workspace.ts';
import { say } from '../words/say.ts';
import { AlreadyDecidedError } from './decide-handoff.ts';
import { HeldByOtherError } from './held-by-other-error.ts';
import { lockHandoff } from './lock-handoff.ts';

const LONGEST_MS = 7 * 86_400_000;

/**
 * Its holder hears nothing of a lead until then; the deadline stays, and so does the word that it has passed. One
 * reminder comes at the end where the deadline is later.
 * @throws {HeldByOtherError} to everybody else, {InvalidInputError} unless it ends within a week.
 */
export async function snoozeLead(ctx: Context, input: { handoffId: string; until: Date }): Promise<void> {
  requireColleague(ctx);
  await retryingDeadlocks(() => inTransaction(ctx, (tx) => snoozeWithin(tx, input)));
}

async function snoozeWithin(
  ctx: Context,
  { handoffId, until }: { handoffId: string; until: Date },
): Promise<void> {
  const handoff = await lockHandoff(ctx, handoffId);
  const now = ctx.now();
  if (handoff.state !== 'open') throw new AlreadyDecidedError(handoff);
  if (!handoff.holderId)
    throw new NotAllowedError(say('Nobody holds this lead, so nobody is reminded of it.'));
  if (handoff.holderId !== actorId(ctx)) throw new HeldByOtherError(handoff);
  if (until <= now || until.getTime() > now.getTime() + LONGEST_MS) {
    throw new InvalidInputError(say('Snooze a lead for at most a week from now.'));
  }
  const { turnDueAt } = handoff;
  if (turnDueAt && turnDueAt <= now) {
    throw new ConflictError(
      say('The deadline of this lead has passed. Decide it, or hand it on with “Not mine”.'),
    );
  }
  await ctx.db
    .update(handoffs)
    .set({ mutedUntil: until, nextAlertAt: nextAlertAt({ ...handoff, mutedUntil: until }, now) })
    .where(and(eq(handoffs.workspaceId, ctx.workspaceId), eq(handoffs.handoffId, handoffId)));
  await refreshDeliveries(ctx, [handoffId]);
  await recordAudit(ctx, 'lead snoozed', handoff.leadId, { handoffId, until: until.toISOString() });
}

/** Nine tomorrow morning in the zone of whoever asks, or when they work next after it, within a week. */
export async function nextMorning(ctx: Context): Promise<Date> {
  const userId = actorId(ctx);
  const [workspace, policies, member] = await Promise.all([
    getWorkspace(ctx),
    currentPolicies(ctx),
    userId ? findMember(ctx, userId) : undefined,
  ]);
  const team = policiesAt(policies, ctx.now()).at(-1);
  if (!team) throw new Error('Impossible: a workspace without a policy');
  const calendar = memberCalendar(team, member, workspace);
  const tomorrow = addDays(localDateOf(ctx.now(), calendar.timeZone), 1);
  const morning = nextWorkingInstant(instantAt(tomorrow, '09:00', calendar.timeZone), calendar);
  return new Date(Math.min(morning.getTime(), ctx.now().getTime() + LONGEST_MS));
}
