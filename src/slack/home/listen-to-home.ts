import type { App } from '@slack/bolt';
import { z } from 'zod';
import { ACTION } from '../action-ids.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { readPages } from './pages.ts';

const PAGING: readonly string[] = [ACTION.previousPage, ACTION.nextPage];

/** Somebody pressed a button or sent a form, wherever that stood. */
const Interaction = z.object({
  type: z.enum(['block_actions', 'view_submission']),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  view: z.object({ type: z.string(), private_metadata: z.string().optional() }).optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).default([]),
});
const TypedCommand = z.object({ command: z.string(), user_id: z.string() });

/**
 * Shows the Home tab to whoever opens it, and anew once what they did is done: in it, in a message, in a form or by a
 * command. For others it follows with the next round.
 */
export function listenToHome(app: App, deps: SlackDeps): void {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab === 'home') await deps.homes.open({ userId: event.user, teamId: body.team_id });
  });

  app.use(async ({ body, next }) => {
    await next();
    const typed = TypedCommand.safeParse(body);
    if (typed.success) return deps.homes.showAgain({ userId: typed.data.user_id });
    const acted = Interaction.safeParse(body);
    if (!acted.success) return;
    const { user, view, actions } = acted.data;
    const who = { userId: user.id, teamId: user.team_id };
    if (view?.type !== 'home') return deps.homes.showAgain(who);
    const turned = actions.find(({ action_id }) => PAGING.includes(action_id));
    return deps.homes.open(who, readPages(turned ? turned.value : view.private_metadata));
  });

  // What they ask for is shown by the above.
  for (const action of PAGING) app.action(action, ({ ack }) => ack());
}
