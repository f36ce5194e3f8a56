import type { App } from '@slack/bolt';
import { SYSTEM } from '../context.ts';
import { followPerson, isKnownHere } from '../team/follow-person.ts';
import { createDirectory } from './create-directory.ts';
import type { SlackDeps } from './slack-deps.ts';

/** Somebody was renamed, moved, made a guest or deactivated: what they hold goes on where they can take no leads any more. */
export function listenToUserChanges(app: App, deps: SlackDeps): void {
  app.event('user_change', async ({ event }) => {
    const ctx = deps.contextFor(SYSTEM);
    deps.directory.forget?.(event.user.id);
    try {
      if (!(await isKnownHere(ctx, event.user.id))) return;
      // Asked anew: the event may be old by now, and what is remembered is older.
      const person = await createDirectory(deps.client, deps.workspaceId, ctx.now).find(event.user.id);
      if (!person) return;
      const owed = await followPerson(ctx, person);
      if (owed > 0) deps.wake();
    } catch (error) {
      deps.logger.warn({ err: error }, 'a change of a person could not be followed');
    }
  });
}
