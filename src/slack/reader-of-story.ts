import { actorId, type Context } from '../context.ts';

/** Who reads the story of a lead, and so what it offers. */
export function readerOfStory(ctx: Context): { userId: string | null; isManager: boolean } {
  return { userId: actorId(ctx), isManager: ctx.actor.kind === 'system' || ctx.actor.isManager };
}
