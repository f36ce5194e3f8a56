import { and, eq, isNotNull } from 'drizzle-orm';
import { actorId, type Context } from '../context.ts';
import { stageChanges } from '../db/schema.ts';
import { NotAllowedError } from '../errors.ts';
import { findMember } from '../team/members.ts';
import { requireColleague } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';
import { findHandoff } from './find-handoff.ts';
import type { LockedLead } from './lock-lead.ts';

/**
 * Its holder says what became of a lead; of one that was never handed over, whoever added or owns it. Managers and
 * admins may always.
 * @throws {NotAllowedError} that says who may.
 */
export async function requireMayMove(
  ctx: Context,
  lead: Pick<LockedLead, 'leadId' | 'handoffId' | 'ownerEmail'>,
): Promise<void> {
  requireColleague(ctx);
  if (ctx.actor.kind === 'system' || ctx.actor.isManager) return;
  const { userId } = ctx.actor;
  if (!lead.handoffId) {
    if ((await isOwner(ctx, userId, lead.ownerEmail)) || (await hasAdded(ctx, lead.leadId))) return;
    throw new NotAllowedError(
      say(
        'This lead is with nobody yet. Only whoever added it, a manager or an admin can change its stage, so nothing has changed.',
      ),
    );
  }
  const { holderId } = await findHandoff(ctx, lead.handoffId);
  if (holderId === userId) return;
  throw new NotAllowedError(
    holderId
      ? say(
          'This lead is with {who}. Only its holder, a manager or an admin can change its stage, so nothing has changed.',
          { who: `<@${holderId}>` },
        )
      : say(
          'This lead is with nobody. Only its holder, a manager or an admin can change its stage, so nothing has changed.',
        ),
  );
}

/** Whether whoever acts has added this lead by hand. */
export async function hasAdded(ctx: Context, leadId: string): Promise<boolean> {
  const userId = actorId(ctx);
  if (!userId) return false;
  const added = await ctx.db
    .select({ eventId: stageChanges.eventId })
    .from(stageChanges)
    .where(
      and(
        eq(stageChanges.workspaceId, ctx.workspaceId),
        eq(stageChanges.leadId, leadId),
        eq(stageChanges.origin, SLACK_ORIGIN),
        eq(stageChanges.actorId, userId),
        isNotNull(stageChanges.lead),
      ),
    )
    .limit(1);
  return added.length > 0;
}

async function isOwner(ctx: Context, userId: string, ownerEmail: string | null): Promise<boolean> {
  if (!ownerEmail) return false;
  const email = (await findMember(ctx, userId))?.email;
  return email?.toLowerCase() === ownerEmail.toLowerCase();
}
