import type { App } from '@slack/bolt';
import { claimLead } from '../../leads/claim-lead.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { onButton } from '../listen.ts';
import type { SlackDeps } from '../slack-deps.ts';

export function listenToClaim(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.claim, async ({ ctx, value, whisper }) => {
    await claimLead(ctx, { handoffId: value });
    deps.wake();
    await whisper(say('It is yours. The card is in your messages with me.'));
  });
}
