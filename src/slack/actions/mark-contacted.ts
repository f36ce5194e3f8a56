import type { App } from '@slack/bolt';
import { markContacted } from '../../leads/mark-contacted.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToContacted(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.contacted, async ({ ctx, value }) => {
    await markContacted(ctx, { handoffId: value });
    deps.wake();
  });
}
