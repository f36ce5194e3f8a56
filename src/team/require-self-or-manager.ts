import type { Context } from '../context.ts';
import { requireColleague, requireManager } from './permissions.ts';
import type { ManagersDeed } from './who-may.ts';

/** @throws {NotAllowedError} unless it is about the actor themselves, or a manager asks. */
export function requireSelfOrManager(ctx: Context, userId: string, deed: ManagersDeed): void {
  requireColleague(ctx);
  if (ctx.actor.kind === 'person' && ctx.actor.userId === userId) return;
  requireManager(ctx, deed);
}
