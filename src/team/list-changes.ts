import { and, desc, eq, notInArray, notLike } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { auditLog } from '../db/schema.ts';
import { requireAdmin } from './permissions.ts';

export interface Change {
  at: Date;
  /** A Slack user id; null is the bot itself. */
  actorId: string | null;
  /** In words, such as `settings changed`. */
  action: string;
  /** What it was done to: a user, channel or group of Slack, an entry of spend, or the workspace. */
  subject: string;
  /** Often `before` and `after`. */
  detail: Record<string, unknown>;
}

/** What is done to leads stands in their stories. */
const ABOUT_LEADS = ['breach excused', 'decision corrected', 'decision undone', 'stage undone'];

/** Who has changed what of the configuration, the newest first. @throws {NotAllowedError} to all but admins. */
export async function listChanges(ctx: Context, { limit }: { limit: number }): Promise<Change[]> {
  requireAdmin(ctx, 'see who has changed what');
  return ctx.db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, ctx.workspaceId),
        notLike(auditLog.action, 'lead %'),
        notInArray(auditLog.action, ABOUT_LEADS),
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.auditId))
    .limit(limit);
}
