import { actorId, type Context } from '../context.ts';
import { leadStory } from '../leads/lead-story.ts';
import { getWorkspace } from '../team/workspace.ts';
import type { Message } from './messages/message.ts';
import { storyMessage } from './messages/story-message.ts';

/** Who reads the story of a lead, and so what it offers. */
export function readerOfStory(ctx: Context): { userId: string | null; isManager: boolean; isAdmin: boolean } {
  const { actor } = ctx;
  return {
    userId: actorId(ctx),
    isManager: actor.kind === 'system' || actor.isManager,
    isAdmin: actor.kind === 'system' || actor.isAdmin,
  };
}

/** The story of a lead for whoever acts. @throws as `leadStory` does. */
export async function storyOf(ctx: Context, leadId: string): Promise<Message> {
  const story = await leadStory(ctx, leadId);
  const { timeZone } = await getWorkspace(ctx);
  return storyMessage(story, { timeZone, now: ctx.now() }, readerOfStory(ctx));
}
