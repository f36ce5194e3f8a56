import type { App } from '@slack/bolt';
import { eraseLead } from '../../leads/erase-lead.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import { erasureMessage } from '../messages/erased-message.ts';
import type { SlackDeps } from '../slack-deps.ts';

/** Erases the lead of a story, which the answer takes the place of. Slack has asked whether to, in a dialog. */
export function listenToErase(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.eraseLead, async ({ ctx, value, replace }) => {
    const erasure = await eraseLead(ctx, value, 'request');
    deps.wake();
    await replace(erasureMessage(erasure));
  });
}
