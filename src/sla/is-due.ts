import { and, eq, lte } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { handoffs } from '../db/schema.ts';

/** Handoffs of the workspace whose next alert is due now. */
export function isDue(ctx: Context) {
  return and(eq(handoffs.workspaceId, ctx.workspaceId), lte(handoffs.nextAlertAt, ctx.now()));
}
