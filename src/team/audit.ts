import { v7 as uuidv7 } from 'uuid';
import { actorId, type Context } from '../context.ts';
import { auditLog } from '../db/schema.ts';

/** Writes down who did what to whom or what, in the transaction that does it. */
export async function recordAudit(
  ctx: Context,
  action: string,
  subject: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await ctx.db.insert(auditLog).values({
    workspaceId: ctx.workspaceId,
    auditId: uuidv7(),
    at: ctx.now(),
    actorId: actorId(ctx),
    action,
    subject,
    detail,
  });
}
