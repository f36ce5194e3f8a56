import type { App } from '@slack/bolt';
import { acceptLead } from '../../leads/decide-handoff.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToAccept(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.accept, async ({ ctx, value }) => {
    await acceptLead(ctx, { handoffId: value });
    deps.wake();
  });
}
